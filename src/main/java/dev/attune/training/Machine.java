package dev.attune.training;

/** What a training ran on, as far as it matters for its time and its result. */
final class Machine {

    private Machine() {}

    /** For instance {@code 2 processors, Linux amd64, Java 25}. */
    static String describe() {
        int processors = Runtime.getRuntime().availableProcessors();
        return processors + (processors == 1 ? " processor, " : " processors, ") + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ", Java " + Runtime.version().feature();
    }
}
