package dev.attune.dataset;

import dev.attune.shared.Problem;
import dev.attune.shared.Problem.Severity;
import dev.attune.shared.ProblemException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks the audio and the tables of an archive into one flat folder.
 *
 * <p>One common top folder and one folder {@code audio/} are tolerated. Nothing is written before the table of contents has passed: paths
 * that lead out of the folder, names that occur twice, encryption, too many or too large files end it. The sizes in that table are a
 * promise only, so the bytes are counted again while they are written. What other programs leave in archives is passed over.
 */
final class ZipUnpacker {

    /**
     * @param maxFiles most audio files
     * @param maxExpandedBytes most bytes of all files together once they are unpacked
     */
    record Limits(int maxFiles, long maxExpandedBytes) {

        /** The vendor's number of files; five times the vendor's largest archive. */
        static final Limits DEFAULT = new Limits(10_000, 10L << 30);
    }

    private static final int MAX_NAME = 400;
    private static final int BUFFER = 1 << 16;
    private static final Set<String> LITTER = Set.of("thumbs.db", "desktop.ini");

    private final Limits limits;

    ZipUnpacker(Limits limits) {
        this.limits = limits;
    }

    /**
     * @param zipName how messages call the archive
     * @param target made if missing
     * @throws ProblemException if the archive as a whole cannot be used; nothing was written then, but for an archive that expands to more
     *     than it promises
     */
    SourceFiles unpack(Path zip, String zipName, Path target, ProblemList problems, ImportProgress progress)
            throws IOException {
        checkSignature(zip, zipName);
        try (ZipFile archive = open(zip, zipName)) {
            List<Entry> entries = check(archive, zipName, problems);
            Files.createDirectories(target);
            List<SourceFile> files = new ArrayList<>();
            Set<String> spoiled = new HashSet<>();
            long written = 0;
            for (int i = 0; i < entries.size(); i++) {
                progress.at(i / (double) entries.size(), "Unpacking");
                Entry entry = entries.get(i);
                Path file = target.resolve(SafeName.of(entry.name));
                String fault = write(archive, entry, file, limits.maxExpandedBytes - written);
                if (fault == null) {
                    written += Files.size(file);
                    files.add(new SourceFile(entry.name, file));
                } else if (fault.isEmpty()) {
                    throw bomb(zipName);
                } else {
                    Files.deleteIfExists(file);
                    spoiled.add(entry.name);
                    problems.reject("DamagedEntry", entry.name, 0, entry.name + ": " + fault);
                }
            }
            return new SourceFiles(files, spoiled);
        }
    }

    private static void checkSignature(Path zip, String zipName) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(zip)) {
            start = in.readNBytes(6);
        }
        if (start.length == 0) {
            throw new ProblemException("EmptyFile", zipName + " is empty. Pack the files again and upload the result.");
        }
        String head = new String(start, StandardCharsets.ISO_8859_1);
        if (head.startsWith("PK")) {
            return;
        }
        String found = head.startsWith("Rar!")
                ? " but a RAR archive"
                : head.startsWith("7z")
                        ? " but a 7-Zip archive"
                        : head.startsWith("\u001f\u008b")
                                ? " but a gzip file"
                                : head.startsWith("RIFF") || head.startsWith("fLaC") || head.startsWith("OggS")
                                        ? " but a sound file"
                                        : "";
        throw new ProblemException(
                "NotZip", zipName + " is not a zip archive" + found + ". Pack the files as .zip and upload that.");
    }

    private static ZipFile open(Path zip, String zipName) throws IOException {
        try {
            return ZipFile.builder()
                    .setPath(zip)
                    .setCharset(StandardCharsets.UTF_8)
                    .get();
        } catch (IOException | IllegalArgumentException e) {
            if (String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("no space left")) {
                throw e;
            }
            throw new ProblemException(
                    "DamagedArchive",
                    zipName + " is cut off or damaged: its table of contents cannot be read. Pack it or copy it again.",
                    e);
        }
    }

    private List<Entry> check(ZipFile archive, String zipName, ProblemList problems) {
        List<ZipArchiveEntry> all = Collections.list(archive.getEntries()).stream()
                .filter(entry -> !entry.isDirectory())
                .toList();
        List<Problem> fatal = new ArrayList<>();
        List<Entry> kept = new ArrayList<>();
        boolean encrypted = false;
        for (ZipArchiveEntry entry : all) {
            String path = entry.getName().replace('\\', '/');
            if (isUnsafe(path)) {
                fatal.add(fatal(
                        "UnsafePath",
                        zipName + ": the path \"" + printable(path)
                                + "\" leads out of the archive. Pack the files without such paths."));
            } else if (!isLitter(path)) {
                encrypted |= entry.getGeneralPurposeBit().usesEncryption();
                kept.add(new Entry(entry, path, SourceFile.baseName(path)));
            }
        }
        if (encrypted) {
            fatal.add(fatal(
                    "EncryptedArchive", zipName + " is protected by a password. Pack the files without encryption."));
        }
        kept = withoutTopFolder(kept);
        checkPlaces(kept, zipName, fatal);
        kept = usable(kept, problems);
        checkNames(kept, zipName, fatal);
        checkAmounts(kept, zipName, fatal);
        if (!fatal.isEmpty()) {
            throw new ProblemException(fatal);
        }
        return kept;
    }

    private static boolean isUnsafe(String path) {
        return path.startsWith("/")
                || path.matches("[A-Za-z]:.*")
                || path.chars().anyMatch(Character::isISOControl)
                || List.of(path.split("/")).contains("..");
    }

    private static boolean isLitter(String path) {
        for (String part : path.split("/")) {
            if (part.equals("__MACOSX") || part.startsWith(".")) {
                return true;
            }
        }
        return LITTER.contains(SourceFile.baseName(path).toLowerCase(Locale.ROOT));
    }

    private static List<Entry> withoutTopFolder(List<Entry> entries) {
        Set<String> tops = new HashSet<>();
        entries.forEach(entry -> tops.add(entry.path.substring(0, entry.path.indexOf('/') + 1)));
        if (tops.size() != 1 || tops.contains("")) {
            return entries;
        }
        int cut = tops.iterator().next().length();
        return entries.stream()
                .map(entry -> new Entry(entry.zipEntry, entry.path.substring(cut), entry.name))
                .toList();
    }

    private static void checkPlaces(List<Entry> entries, String zipName, List<Problem> fatal) {
        for (Entry entry : entries) {
            String path = entry.path.toLowerCase(Locale.ROOT);
            String inside = path.startsWith("audio/") ? path.substring("audio/".length()) : path;
            if (inside.contains("/")) {
                fatal.add(fatal(
                        "NestedFolders",
                        zipName + " has folders inside (for instance " + printable(entry.path)
                                + "). Put audio and trans.txt at its top, or the audio into one folder audio/."));
                return;
            }
        }
    }

    /** What is neither audio nor a table, or has an unusable name, stays in the archive. */
    private static List<Entry> usable(List<Entry> entries, ProblemList problems) {
        List<Entry> usable = new ArrayList<>();
        for (Entry entry : entries) {
            if (!SourceFile.isAudio(entry.name) && !SourceFile.isTable(entry.name) || entry.zipEntry.isUnixSymlink()) {
                problems.warn(
                        "UnexpectedFile",
                        entry.name,
                        0,
                        entry.name + " was ignored: it is neither audio of a known kind nor a transcript.");
            } else if (entry.name.length() > MAX_NAME) {
                problems.reject(
                        "NameTooLong",
                        entry.name,
                        0,
                        "A file name has more than " + MAX_NAME + " characters. Shorten it.");
            } else {
                usable.add(entry);
            }
        }
        return usable;
    }

    private static void checkNames(List<Entry> entries, String zipName, List<Problem> fatal) {
        Map<String, Entry> seen = new HashMap<>();
        for (Entry entry : entries) {
            Entry earlier = seen.putIfAbsent(entry.name.toLowerCase(Locale.ROOT), entry);
            if (earlier != null) {
                fatal.add(fatal(
                        "DuplicateFile",
                        zipName + " holds " + entry.name + " twice (" + earlier.path + " and " + entry.path
                                + "). Names must differ by more than case and folder."));
            }
        }
    }

    private void checkAmounts(List<Entry> entries, String zipName, List<Problem> fatal) {
        long files =
                entries.stream().filter(entry -> SourceFile.isAudio(entry.name)).count();
        if (files > limits.maxFiles) {
            fatal.add(fatal(
                    "TooManyFiles",
                    zipName + " holds " + files + " audio files, the limit is " + limits.maxFiles
                            + ". Split it into several data sets."));
        }
        long promised = 0;
        for (Entry entry : entries) {
            promised += Math.max(0, entry.zipEntry.getSize());
            if (promised > limits.maxExpandedBytes || promised < 0) {
                fatal.add(bomb(zipName).problems().getFirst());
                return;
            }
        }
    }

    private ProblemException bomb(String zipName) {
        return new ProblemException(
                "ArchiveBomb",
                zipName + " expands to more than " + (limits.maxExpandedBytes >> 20)
                        + " MB. Split it into several data sets.");
    }

    /** Returns null if all went well, what is wrong with the entry, or the empty text if there is no room left. */
    private static @Nullable String write(ZipFile archive, Entry entry, Path file, long room) throws IOException {
        if (!archive.canReadEntryData(entry.zipEntry)) {
            return "packed by a method that cannot be read. Pack it again with the usual one (Deflate).";
        }
        CRC32 checksum = new CRC32();
        long left = room;
        try (InputStream raw = archive.getInputStream(entry.zipEntry);
                InputStream in = new Damageable(raw);
                OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int n; (n = in.read(buffer)) >= 0; left -= n) {
                if (n > left) {
                    return "";
                }
                checksum.update(buffer, 0, n);
                out.write(buffer, 0, n);
            }
        } catch (Damage e) {
            return "damaged inside the archive. Pack it again.";
        }
        return checksum.getValue() == entry.zipEntry.getCrc() ? null : "damaged inside the archive. Pack it again.";
    }

    private static Problem fatal(String code, String message) {
        return new Problem(code, Severity.FATAL, null, 0, message);
    }

    private static String printable(String path) {
        return path.replaceAll("\\p{Cntrl}", "?");
    }

    private record Entry(ZipArchiveEntry zipEntry, String path, String name) {}

    /** A fault of what is read, unlike one of what is written. */
    private static final class Damage extends IOException {
        private static final long serialVersionUID = 1L;

        Damage(IOException cause) {
            super(cause);
        }
    }

    private static final class Damageable extends FilterInputStream {

        Damageable(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (ZipException | EOFException e) {
                throw new Damage(e);
            }
        }
    }
}
