/**
 * What every feature needs and none owns: problems in what a person brought, and the folder that holds all data. May use the JDK and Spring;
 * anybody but the engine ({@code dev.attune.speech}) may use it.
 */
@NullMarked
package dev.attune.shared;

import org.jspecify.annotations.NullMarked;
