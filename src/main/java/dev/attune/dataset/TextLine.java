package dev.attune.dataset;

/**
 * One line of a text file.
 *
 * @param number from 1, blank lines counted
 * @param text in NFC, without its end
 */
record TextLine(int number, String text) {}
