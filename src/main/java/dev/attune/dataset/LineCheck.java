package dev.attune.dataset;

import java.util.List;

/** Checks the lines of one kind of text file. */
@FunctionalInterface
interface LineCheck {

    /**
     * @param lines without blank ones
     * @param file how messages call the file
     * @param locale of the data set
     * @return the lines to keep, in their order
     */
    List<String> check(List<TextLine> lines, String file, String locale, ProblemList problems, ImportProgress progress);
}
