package dev.attune.baseline;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** How a file of a source holds its text. Each format turns a file into passages: pieces of running text in their own spelling. */
public enum TextFormat {
    /** A passage on each line. */
    LINES {
        @Override
        List<String> passages(Path file, String pattern) throws IOException {
            return text(file).lines().toList();
        }
    },
    /** Paragraphs between empty lines. */
    PROSE {
        @Override
        List<String> passages(Path file, String pattern) throws IOException {
            return paragraphs(text(file));
        }
    },
    /**
     * Paragraphs of a book of Project Gutenberg, or of several in one file, without what stands before and after each of them; all of the file if nothing
     * says where a book begins.
     */
    GUTENBERG {
        private static final Pattern BEGIN = Pattern.compile(
                "(?im)^\\*+ ?START OF (?:THIS|THE) PROJECT GUTENBERG.*$|^\\*END[* ]*THE SMALL PRINT.*$");
        private static final Pattern END = Pattern.compile(
                "(?im)^\\*+ ?END OF (?:THIS|THE) PROJECT GUTENBERG|^End of (?:the )?Project Gutenberg|^The Project Gutenberg E(?:text|book) of");

        @Override
        List<String> passages(Path file, String pattern) throws IOException {
            String text = text(file);
            List<String> passages = new ArrayList<>();
            Matcher begin = BEGIN.matcher(text);
            Matcher end = END.matcher(text);
            while (begin.find()) {
                int to = end.find(begin.end()) ? end.start() : text.length();
                passages.addAll(paragraphs(text.substring(begin.end(), to)));
            }
            return passages.isEmpty() ? paragraphs(text) : passages;
        }
    },
    /** Cookies between lines of "%"; the line that names the author is left out. */
    FORTUNES {
        @Override
        List<String> passages(Path file, String pattern) throws IOException {
            List<String> passages = new ArrayList<>();
            for (String cookie : text(file).split("(?m)^%$")) {
                passages.add(cookie.replaceAll("(?m)^\\s*--.*(\\R\\s+.*)*", "").replaceAll("\\R[ \\t]*\\R", " . "));
            }
            return passages;
        }
    },
    /** WordNet data files: definition and quoted examples after the bar. */
    WORDNET {
        @Override
        List<String> passages(Path file, String pattern) throws IOException {
            List<String> passages = new ArrayList<>();
            text(file).lines().filter(line -> line.contains(" | ")).forEach(line -> {
                for (String part : line.substring(line.indexOf(" | ") + 3).split("[;\"]")) {
                    passages.add(part.replaceAll("\\([^)]*\\)", " "));
                }
            });
            return passages;
        }
    },
    /** Whatever the first group of a regular expression matches, with line ends inside allowed. */
    PATTERN {
        @Override
        List<String> passages(Path file, String pattern) throws IOException {
            List<String> passages = new ArrayList<>();
            Matcher matcher = Pattern.compile(pattern).matcher(text(file));
            while (matcher.find()) {
                passages.add(matcher.group(1));
            }
            return passages;
        }
    },
    /** Paragraphs of HTML or Mallard pages. */
    MARKUP {
        @Override
        List<String> passages(Path file, String pattern) throws IOException {
            List<String> passages = new ArrayList<>();
            Matcher matcher = Pattern.compile("(?s)<p(?:\\s[^>]*)?>(.*?)</p>").matcher(text(file));
            while (matcher.find()) {
                passages.add(plain(matcher.group(1)));
            }
            return passages;
        }
    },
    /**
     * R's lazy-load database: compressed values in XDR serialisation ("R Internals", section 1.8). Only the character strings are taken,
     * in order; the lines of a book are joined to paragraphs at empty strings.
     */
    R_DATA {
        private static final int CHARACTER_STRING = 9;
        private static final int LENGTH_BYTES = 4;

        @Override
        List<String> passages(Path file, String pattern) throws IOException {
            byte[] bytes = Files.readAllBytes(file);
            StringBuilder lines = new StringBuilder();
            for (int at = 0; at + LENGTH_BYTES < bytes.length; at++) {
                boolean zlib =
                        (bytes[at + LENGTH_BYTES] & 0xff) == 0x78 && (bytes[at + LENGTH_BYTES + 1] & 0xff) >= 0x01;
                int length = ByteBuffer.wrap(bytes, at, LENGTH_BYTES).getInt();
                if (zlib && length > 0 && length < 1 << 26) {
                    byte[] value = inflate(bytes, at + LENGTH_BYTES, bytes.length - at - LENGTH_BYTES);
                    if (value.length == length) {
                        strings(value, lines);
                        at += LENGTH_BYTES;
                    }
                }
            }
            return List.of(lines.toString().split("\n\n+"));
        }

        private void strings(byte[] value, StringBuilder lines) {
            ByteBuffer buffer = ByteBuffer.wrap(value);
            for (int at = 0; at + 2 * LENGTH_BYTES <= value.length; at++) {
                boolean string = value[at + 3] == CHARACTER_STRING && value[at] == 0 && value[at + 1] <= 4;
                int length = string ? buffer.getInt(at + LENGTH_BYTES) : -1;
                if (length >= 0 && length <= value.length - at - 2 * LENGTH_BYTES) {
                    lines.append(new String(value, at + 2 * LENGTH_BYTES, length, StandardCharsets.UTF_8))
                            .append('\n');
                    at += 2 * LENGTH_BYTES + length - 1;
                }
            }
        }
    },
    /** A compressed text or commentary of SWORD (zText, zCom): {@code .bzz} or {@code .czz} blocks, found through the file ending in "s" beside it; marks are dropped. */
    SWORD {
        private static final int ENTRY_BYTES = 12;

        @Override
        List<String> passages(Path file, String pattern) throws IOException {
            String name = file.toString();
            Path blocks = Path.of(name.substring(0, name.length() - 1) + "s");
            ByteBuffer table = ByteBuffer.wrap(Files.readAllBytes(blocks)).order(ByteOrder.LITTLE_ENDIAN);
            byte[] bytes = Files.readAllBytes(file);
            List<String> passages = new ArrayList<>();
            for (int at = 0; at + ENTRY_BYTES <= table.capacity(); at += ENTRY_BYTES) {
                byte[] block = inflate(bytes, table.getInt(at), table.getInt(at + 4));
                String text = new String(block, StandardCharsets.UTF_8);
                text = text.replaceAll("(?s)<(note|title)\\b.*?</\\1>", " ");
                passages.add(plain(text));
            }
            return passages;
        }
    };

    /**
     * The passages of a file.
     *
     * @param pattern the regular expression of {@link #PATTERN}, unused by the others
     */
    abstract List<String> passages(Path file, String pattern) throws IOException;

    private static String text(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        // By what it begins with: dictionaries end in ".dz".
        if (bytes.length > 1 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b) {
            try (InputStream stream = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                bytes = stream.readAllBytes();
            }
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static List<String> paragraphs(String text) {
        return List.of(text.split("\\R[ \\t]*\\R"));
    }

    private static String plain(String markup) {
        return markup.replaceAll("<[^>]*>", " ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&");
    }

    /** The inflated bytes, as far as the stream is good. */
    private static byte[] inflate(byte[] bytes, int from, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes, from, length))) {
            in.transferTo(out);
        } catch (IOException e) {
            return out.toByteArray();
        }
        return out.toByteArray();
    }
}
