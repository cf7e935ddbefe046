package dev.attune.speech.lm;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A temporary file of records of {@link #width()} ints each, written once and then read from its beginning, as often as wanted and by several
 * readers at once. Closing it deletes the file.
 */
final class IntRecordFile implements AutoCloseable {

    private static final int WRITE_BYTES = 1 << 18;

    private final int width;
    private final Path file;
    private @Nullable FileChannel channel;
    private @Nullable ByteBuffer buffer;
    private long size;

    /** @throws UncheckedIOException if the temporary file cannot be made */
    IntRecordFile(int width) {
        this.width = width;
        try {
            file = Files.createTempFile("attune-ngrams", ".records");
            file.toFile().deleteOnExit();
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
            buffer = ByteBuffer.allocate(whole(WRITE_BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int width() {
        return width;
    }

    /** Number of records. */
    long size() {
        return size;
    }

    /** Adds the {@link #width()} ints that begin at {@code from}. */
    void add(int[] ints, int from) {
        ByteBuffer to = buffer;
        if (to == null) {
            throw new IllegalStateException("the file is finished");
        }
        for (int i = 0; i < width; i++) {
            to.putInt(ints[from + i]);
        }
        size++;
        if (!to.hasRemaining()) {
            flush();
        }
    }

    /** Writes what is left; nothing may be added afterwards. */
    IntRecordFile finish() {
        if (channel != null) {
            flush();
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            channel = null;
            buffer = null;
        }
        return this;
    }

    private void flush() {
        if (channel == null || buffer == null) {
            return;
        }
        try {
            buffer.flip();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            buffer.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int whole(int bytes) {
        return Math.max(1, bytes / (4 * width)) * 4 * width;
    }

    /** @param bytes size of the reader's buffer, about */
    Reader reader(int bytes) {
        finish();
        return new Reader(bytes);
    }

    /** Deletes the file. */
    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the records in the order in which they were added. */
    final class Reader implements Records {

        private final FileChannel in;
        private final ByteBuffer bytes;
        private final IntBuffer ints;
        private final int[] record = new int[width];
        private long left = size;

        private Reader(int bufferBytes) {
            try {
                in = FileChannel.open(file, StandardOpenOption.READ);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            bytes = ByteBuffer.allocate(whole(bufferBytes));
            ints = bytes.asIntBuffer();
            ints.limit(0);
        }

        @Override
        public int @Nullable [] next() {
            if (left == 0) {
                return null;
            }
            left--;
            if (!ints.hasRemaining()) {
                fill();
            }
            ints.get(record);
            return record;
        }

        private void fill() {
            try {
                bytes.clear();
                bytes.limit((int) Math.min(bytes.capacity(), (left + 1) * 4 * width));
                while (bytes.hasRemaining()) {
                    if (in.read(bytes) < 0) {
                        throw new EOFException("a temporary file of n-grams ends too early");
                    }
                }
                ints.clear();
                ints.limit(bytes.limit() / 4);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
