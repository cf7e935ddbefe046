package dev.attune.evaluation.ui;

import com.vaadin.flow.component.select.Select;
import java.util.List;
import java.util.stream.IntStream;

/** One of a test's models; its value is the model's place among them, as names may be alike. */
final class ModelChoice extends Select<Integer> {

    /**
     * @param meaning for those who cannot see what it stands beside
     * @param value place of the model that is chosen at first
     */
    ModelChoice(List<String> names, String meaning, int value) {
        setItems(IntStream.range(0, names.size()).boxed().toList());
        setItemLabelGenerator(names::get);
        setAriaLabel(meaning);
        setValue(value);
    }
}
