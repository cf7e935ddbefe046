package dev.attune.speech.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Letters said one by one become one word of capitals: "u s b" is "USB". */
final class Acronyms {

    private Acronyms() {}

    static List<DisplayToken> join(List<DisplayToken> tokens) {
        List<DisplayToken> out = new ArrayList<>();
        int at = 0;
        while (at < tokens.size()) {
            int end = at;
            StringBuilder letters = new StringBuilder();
            while (end < tokens.size() && isLetter(tokens.get(end))) {
                letters.append(tokens.get(end++).text());
            }
            // "a b" is an article and a letter, "i b" no acronym either; longer ones may begin so.
            boolean article = letters.length() == 2 && "ai".indexOf(letters.charAt(0)) >= 0;
            if (letters.length() < 2 || article) {
                DisplayToken token = tokens.get(at++);
                boolean alone = isLetter(token) && !token.text().equals("a");
                out.add(alone ? upper(token.text(), token.from(), token.to()) : token);
                continue;
            }
            out.add(upper(
                    letters.toString(),
                    tokens.get(at).from(),
                    tokens.get(end - 1).to()));
            at = end;
        }
        return out;
    }

    private static boolean isLetter(DisplayToken token) {
        return !token.fixed()
                && token.text().length() == 1
                && Character.isLetter(token.text().charAt(0));
    }

    private static DisplayToken upper(String letters, int from, int to) {
        return new DisplayToken(letters.toUpperCase(Locale.ROOT), from, to, null, true);
    }
}
