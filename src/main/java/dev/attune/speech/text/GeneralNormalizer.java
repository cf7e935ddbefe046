package dev.attune.speech.text;

import org.jspecify.annotations.Nullable;

/** The rules for languages without rules of their own: letters, marks and digits of any script stay, numbers are not spelled out. */
final class GeneralNormalizer extends TextNormalizer {

    static final GeneralNormalizer INSTANCE = new GeneralNormalizer();

    private GeneralNormalizer() {}

    @Override
    public String normalize(String raw) {
        return lettersOnly(withPlainCharacters(raw));
    }

    @Override
    public String name() {
        return "general";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    @Nullable
    String replacement(int codePoint) {
        return typography(codePoint);
    }

    @Override
    boolean isPlain(int codePoint) {
        if (typography(codePoint) != null) {
            return codePoint == ' ';
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> false;
            default -> codePoint != 0xFFFD;
        };
    }
}
