package dev.attune.speech.modelimport;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tokens of a model made elsewhere, as its author wrote them: {@code tokens.txt} with {@code symbol id} a line (a line with only the id is the
 * token of a blank between words), a vocabulary with one symbol a line in the order of their ids, or {@code vocab.json}, an object of symbols and ids.
 */
final class TokenFile {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long LARGEST = 64L << 20;
    private static final Pattern WITH_ID = Pattern.compile("(.*?)[ \\t]*[ \\t](\\d{1,9})[ \\t]*|(\\d{1,9})");

    private TokenFile() {}

    /**
     * The symbols by id.
     *
     * @throws ImportRefusedException if it is no such file, with line or id
     */
    static List<String> read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        if (Files.size(file) > LARGEST) {
            throw new ImportRefusedException(
                    name + ": this is too large for a list of tokens; choose the model's tokens.txt or vocab.json.");
        }
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (MalformedInputException e) {
            throw new ImportRefusedException(
                    name + ": this is not UTF-8 text; choose the model's tokens.txt or vocab.json, not its tokenizer.",
                    e);
        }
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        if (text.isBlank()) {
            throw new ImportRefusedException(
                    name + ": the file is empty; choose the model's tokens.txt or vocab.json.");
        }
        return byId(text.stripLeading().startsWith("{") ? json(text, name) : lines(text, name), name);
    }

    /** A symbol with its id and where it stands. */
    private record Entry(String symbol, int id, String place) {}

    private static List<Entry> json(String text, String name) throws ImportRefusedException {
        try {
            JsonNode tree = JSON.readTree(text);
            List<Entry> entries = new ArrayList<>();
            for (Map.Entry<String, JsonNode> each : tree.properties()) {
                if (!each.getValue().isInt()) {
                    throw new ImportRefusedException(name + ": expected a number for \"" + each.getKey() + "\", found "
                            + each.getValue() + "; choose a vocab.json with symbols and ids.");
                }
                entries.add(new Entry(each.getKey(), each.getValue().intValue(), "\"" + each.getKey() + "\""));
            }
            return entries;
        } catch (JacksonException e) {
            throw new ImportRefusedException(
                    name + ": this is not JSON (" + e.getOriginalMessage()
                            + "); choose the model's vocab.json or tokens.txt.",
                    e);
        }
    }

    private static List<Entry> lines(String text, String name) {
        List<String> lines = new ArrayList<>(List.of(text.split("\r\n|\n", -1)));
        while (!lines.isEmpty() && lines.getLast().isEmpty()) {
            lines.removeLast();
        }
        boolean withIds = lines.stream().allMatch(line -> WITH_ID.matcher(line).matches());
        // Ten digits, one a line, are symbols and not ids.
        withIds = withIds && lines.stream().anyMatch(line -> !line.strip().matches("\\d+"));
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String place = name + ":" + (i + 1);
            Matcher matcher = WITH_ID.matcher(lines.get(i));
            if (!withIds) {
                entries.add(new Entry(lines.get(i), i, place));
            } else if (matcher.matches()) {
                String id = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
                String symbol = matcher.group(1) == null ? "" : matcher.group(1);
                entries.add(new Entry(symbol.isEmpty() ? " " : symbol, Integer.parseInt(id), place));
            }
        }
        return entries;
    }

    private static List<String> byId(List<Entry> entries, String name) throws ImportRefusedException {
        Map<Integer, Entry> byId = new LinkedHashMap<>();
        for (Entry entry : entries) {
            Entry other = byId.putIfAbsent(entry.id(), entry);
            if (other != null) {
                throw new ImportRefusedException(
                        name + ": the id " + entry.id() + " belongs to \"" + other.symbol() + "\" and to \""
                                + entry.symbol() + "\" (" + entry.place() + "); each token needs an id of its own.");
            }
        }
        List<String> symbols = new ArrayList<>();
        for (int id = 0; id < entries.size(); id++) {
            Entry entry = byId.get(id);
            if (entry == null) {
                throw new ImportRefusedException(name + ": there is no token with the id " + id + ", though there are "
                        + entries.size() + " tokens; ids must run from 0 without a gap.");
            }
            symbols.add(entry.symbol());
        }
        return symbols;
    }
}
