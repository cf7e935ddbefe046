package dev.attune.speech.text.structured;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A file of structured text, its blocks in the order of the file. Line numbers are those of the file, from 1.
 *
 * @see StructuredTextParser
 */
public record StructuredText(List<Block> blocks) {

    public StructuredText {
        blocks = List.copyOf(blocks);
    }

    /** A heading with what stands below it. */
    public sealed interface Block {
        int line();
    }

    /** {@code @ list NAME =} */
    public record ItemList(int line, String name, List<Item> items) implements Block {}

    /** {@code @ speech:phoneticlexicon} */
    public record PhoneLexicon(int line, List<Pronunciation> pronunciations) implements Block {}

    /** {@code # NAME} */
    public record Section(int line, String name, List<Sentence> sentences) implements Block {}

    public record Item(int line, String text) {}

    /** @param phones labels of {@link UniversalPhones} in capitals, where the language is one whose phones are known */
    public record Pronunciation(int line, String word, List<String> phones) {}

    /** A sentence as its parts in their order; two texts never follow each other. */
    public record Sentence(int line, List<Part> parts) {

        /** The sentence as it is written. */
        public String text() {
            return parts.stream()
                    .map(part -> switch (part) {
                        case Text text -> text.text();
                        case Reference reference -> "{@" + reference.list() + "}";
                    })
                    .collect(Collectors.joining());
        }
    }

    public sealed interface Part {}

    /** Words with the blanks around them. */
    public record Text(String text) implements Part {}

    /** {@code {@NAME}} */
    public record Reference(String list) implements Part {}

    /** Name to list, in the order of the file. */
    public Map<String, ItemList> lists() {
        return of(ItemList.class).stream()
                .collect(Collectors.toMap(ItemList::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    }

    public List<Sentence> sentences() {
        return of(Section.class).stream()
                .flatMap(section -> section.sentences().stream())
                .toList();
    }

    public List<Pronunciation> pronunciations() {
        return of(PhoneLexicon.class).stream()
                .flatMap(lexicon -> lexicon.pronunciations().stream())
                .toList();
    }

    private <B extends Block> List<B> of(Class<B> type) {
        return blocks.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** How many sentences one gets if each reference is replaced by each item of its list, exactly. */
    public BigInteger combinations() {
        Map<String, ItemList> lists = lists();
        BigInteger sum = BigInteger.ZERO;
        for (Sentence sentence : sentences()) {
            BigInteger product = BigInteger.ONE;
            for (Part part : sentence.parts()) {
                if (part instanceof Reference reference) {
                    ItemList list = lists.get(reference.list());
                    product = product.multiply(
                            BigInteger.valueOf(list == null ? 0 : list.items().size()));
                }
            }
            sum = sum.add(product);
        }
        return sum;
    }

    /** The lines of a file with this content, without comments. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Block block : blocks) {
            switch (block) {
                case ItemList list -> {
                    lines.add("@ list " + list.name() + " =");
                    list.items().forEach(item -> lines.add("- " + item.text()));
                }
                case PhoneLexicon lexicon -> {
                    lines.add("@ speech:phoneticlexicon");
                    lexicon.pronunciations()
                            .forEach(each -> lines.add("- " + each.word() + "/" + String.join(" ", each.phones())));
                }
                case Section section -> {
                    lines.add("# " + section.name());
                    section.sentences().forEach(sentence -> lines.add("- " + sentence.text()));
                }
            }
        }
        return lines;
    }
}
