package dev.attune.speech.display;

import java.util.List;
import java.util.Set;

/** Small lists of English words on which the rules of {@link EnglishItn} turn. */
final class EnglishWords {

    static final List<String> MONTHS = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");

    /** A number after one of these is a name rather than an amount. */
    static final Set<String> LABELS =
            set("apartment article bay box building bus car case chapter channel class code column door"
                    + " episode exercise exit extension figure file flight floor formula gate grade highway item lane level line"
                    + " lesson lot mile model module number option order page part patient phase pier platform player port"
                    + " problem question release room route row rule seat section series shelf size slide slot square stage station"
                    + " step suite table task team terminal track train tray type unit version volume ward warehouse week window"
                    + " wing zone");

    /** Amounts of these are written in digits. */
    static final Set<String> MEASURES =
            set("amp amps bit bits byte bytes celsius centimeter centimeters degree degrees fahrenheit feet"
                    + " foot gallon gallons gigabyte gigabytes gigahertz gram grams hertz inch inches kilo kilobyte kilobytes"
                    + " kilogram kilograms kilohertz kilometer kilometers kilos kilowatt kilowatts knots liter liters megabyte"
                    + " megabytes megahertz megawatt megawatts meter meters mile miles milligram milligrams milliliter milliliters"
                    + " millimeter millimeters ounce ounces pounds terabyte terabytes tons volt volts watt watts yard yards cents"
                    + " cent euros");

    /** Words after which a small number is no name: determiners, pronouns, prepositions, conjunctions, helping verbs, common adverbs. */
    static final Set<String> FUNCTION =
            set("a about above across after again against all almost along also although always am among an and"
                    + " another any are around as at away back be because been before behind being below beneath beside besides"
                    + " between beyond both but by can cannot could did do does down during each either else enough even ever every"
                    + " everyone few for from had half has have he her here hers him his how i if in inside into is it its just"
                    + " last least less like made many may maybe me might mine more most much must my near neither never next no"
                    + " nobody none nor not now of off often on once one only onto or other others ought our ours out outside over"
                    + " past per perhaps please quite rather said same saw say says shall she should since so some soon still such"
                    + " than that the their theirs them then there these they this those though through till to together too"
                    + " toward towards twice under until up upon us very was we well were what when where whether which while who"
                    + " whom whose why will with within without would yes yet you your yours");

    /** Words before a time of day. */
    static final Set<String> TIME_BEFORE = set("at by until till around about before after from since past");

    static final Set<String> STREETS = set(
            "street avenue road lane drive boulevard court place square terrace way highway parkway circle alley row");

    static final Set<String> TOP_LEVEL_DOMAINS =
            set("com org net edu gov mil int info biz io co uk us de fr eu ca au nl ch at it es jp cn ai dev app tv");

    private EnglishWords() {}

    private static Set<String> set(String words) {
        return Set.of(words.split(" "));
    }
}
