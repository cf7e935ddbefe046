/**
 * The frame around every page: layout, theme, notifications, error handling and the components that more than one page
 * uses. Features depend on this package; it knows none of them. May use Vaadin and Spring.
 */
@NullMarked
package dev.attune.ui;

import org.jspecify.annotations.NullMarked;
