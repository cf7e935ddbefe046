package dev.attune.dataset;

/** Hears how far a long reading is. May end it by throwing {@link java.util.concurrent.CancellationException}. */
@FunctionalInterface
interface ImportProgress {

    ImportProgress NONE = (fraction, phase) -> {};

    /**
     * @param fraction in [0, 1]
     * @param phase what is being done, for people
     */
    void at(double fraction, String phase);

    /** The same, as the part of a longer way from one fraction to another. */
    default ImportProgress between(double from, double to) {
        return (fraction, phase) -> at(from + (to - from) * fraction, phase);
    }
}
