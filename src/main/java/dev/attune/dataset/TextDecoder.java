package dev.attune.dataset;

import dev.attune.shared.Problem;
import dev.attune.shared.Problem.Severity;
import dev.attune.shared.ProblemException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes text files: UTF-8 with or without byte order mark; UTF-16 with its mark; Windows-1252 where the locale allows it, as spreadsheets
 * write it. Lines end with LF, CRLF or CR.
 */
final class TextDecoder {

    private TextDecoder() {}

    /**
     * The lines that are not blank.
     *
     * @param windows1252 whether bytes that are not UTF-8 may be Windows-1252
     * @throws ProblemException {@code EmptyFile}, {@code UnsupportedEncoding} or {@code ArchiveNotAllowed}
     */
    static List<TextLine> lines(byte[] bytes, String name, boolean windows1252, ProblemList problems) {
        if (bytes.length == 0) {
            throw fatal("EmptyFile", name, name + " is empty.");
        }
        if (startsWith(bytes, 'P', 'K', 3, 4) || startsWith(bytes, 0x1F, 0x8B)) {
            throw fatal("ArchiveNotAllowed", name, name + " is an archive. Upload the text file itself.");
        }
        List<TextLine> lines = split(decode(bytes, name, windows1252, problems));
        if (lines.isEmpty()) {
            throw fatal("EmptyFile", name, name + " has no text in it.");
        }
        return lines;
    }

    private static String decode(byte[] bytes, String name, boolean windows1252, ProblemList problems) {
        if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
            Charset charset = startsWith(bytes, 0xFF, 0xFE) ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
            problems.warn("Utf16", name, 0, name + " is in UTF-16 and was read so; save it as UTF-8 to be safe.");
            CharsetDecoder decoder = strict(charset);
            try {
                return decoder.decode(ByteBuffer.wrap(bytes, 2, bytes.length - 2))
                        .toString();
            } catch (CharacterCodingException e) {
                throw fatal(
                        "UnsupportedEncoding",
                        name,
                        name + " begins as UTF-16 but is cut off or damaged. Save it as UTF-8.");
            }
        }
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                throw fatal(
                        "UnsupportedEncoding",
                        name,
                        name + " is not a text file in UTF-8: byte " + (i + 1) + " is zero. Save it as UTF-8.");
            }
        }
        boolean marked = startsWith(bytes, 0xEF, 0xBB, 0xBF);
        ByteBuffer content = ByteBuffer.wrap(bytes, marked ? 3 : 0, bytes.length - (marked ? 3 : 0));
        CharBuffer text = CharBuffer.allocate(content.remaining());
        CoderResult result = strict(StandardCharsets.UTF_8).decode(content, text, true);
        if (result.isError()) {
            return windows(bytes, name, content.position(), windows1252 && !marked, problems);
        }
        String decoded = text.flip().toString();
        if (!marked && decoded.length() < bytes.length) {
            problems.warn(
                    "NoUtf8WithBom",
                    name,
                    0,
                    name + " has no byte order mark and was read as UTF-8; save it as \"UTF-8 with BOM\" to be sure.");
        }
        return decoded;
    }

    private static String windows(byte[] bytes, String name, int offset, boolean allowed, ProblemList problems) {
        if (!allowed) {
            throw fatal(
                    "UnsupportedEncoding",
                    name,
                    name + " is not UTF-8: byte " + (offset + 1) + " cannot be read. Save it as UTF-8.");
        }
        problems.warn(
                "Windows1252",
                name,
                0,
                name + " is not UTF-8 and was read as Windows-1252; check the accents, or save it as UTF-8.");
        return new String(bytes, Charset.forName("windows-1252"));
    }

    private static CharsetDecoder strict(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    private static List<TextLine> split(String text) {
        List<TextLine> lines = new ArrayList<>();
        int number = 0;
        for (int from = 0; from < text.length(); ) {
            int end = from;
            while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
                end++;
            }
            number++;
            String line = text.substring(from, end);
            if (!line.isBlank()) {
                lines.add(new TextLine(number, Normalizer.normalize(line, Normalizer.Form.NFC)));
            }
            boolean pair = end + 1 < text.length() && text.charAt(end) == '\r' && text.charAt(end + 1) == '\n';
            from = end + (pair ? 2 : 1);
        }
        return lines;
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        if (bytes.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if ((bytes[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static ProblemException fatal(String code, String name, String message) {
        return new ProblemException(List.of(new Problem(code, Severity.FATAL, name, 0, message)));
    }
}
