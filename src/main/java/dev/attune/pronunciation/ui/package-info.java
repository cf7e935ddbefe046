/** Parts of pages that show pronunciations and let people correct them. */
@NullMarked
package dev.attune.pronunciation.ui;

import org.jspecify.annotations.NullMarked;
