package dev.attune.speech.lm;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A long sequence of numbers, written once and then read from its beginning: in memory while it is short, the rest in a temporary file. Reading
 * several times at once is fine; writing after the first reading is not.
 */
final class IntColumn implements AutoCloseable {

    private static final int CHUNK = 1 << 16;
    private static final int BUFFER_BYTES = 1 << 16;

    private final long mostInMemory;
    private final List<int[]> chunks = new ArrayList<>();
    private long size;
    private @Nullable Path file;
    private @Nullable DataOutputStream out;

    /**
     * @param mostInMemory how many numbers are kept in memory, rounded up to whole chunks
     */
    IntColumn(long mostInMemory) {
        this.mostInMemory = mostInMemory;
    }

    void add(int value) {
        if (size < mostInMemory || size % CHUNK != 0 && out == null) {
            if (size % CHUNK == 0) {
                chunks.add(new int[CHUNK]);
            }
            chunks.getLast()[(int) (size % CHUNK)] = value;
        } else {
            try {
                file().writeInt(value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        size++;
    }

    private DataOutputStream file() throws IOException {
        if (out == null) {
            file = Files.createTempFile("attune-text", ".ids");
            file.toFile().deleteOnExit();
            out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES));
        }
        return out;
    }

    long size() {
        return size;
    }

    /** True once a part lies in a file. */
    boolean spilled() {
        return file != null;
    }

    Reader reader() {
        try {
            if (out != null) {
                out.flush();
            }
            return new Reader();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets everything. */
    @Override
    public void close() {
        chunks.clear();
        try {
            if (out != null) {
                out.close();
            }
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads from the beginning; at most {@link #size} numbers. */
    final class Reader implements AutoCloseable {

        private final @Nullable DataInputStream in;
        private long at;

        private Reader() throws IOException {
            in = file == null
                    ? null
                    : new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES));
        }

        int next() {
            int chunk = (int) (at / CHUNK);
            int offset = (int) (at++ % CHUNK);
            if (chunk < chunks.size()) {
                return chunks.get(chunk)[offset];
            }
            try {
                if (in == null) {
                    throw new IndexOutOfBoundsException("the column has " + size + " numbers");
                }
                return in.readInt();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                if (in != null) {
                    in.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
