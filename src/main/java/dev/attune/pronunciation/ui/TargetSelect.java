package dev.attune.pronunciation.ui;

import com.vaadin.flow.component.select.Select;
import java.util.List;

/** Into which data set something goes. */
class TargetSelect extends Select<String> {

    /**
     * @param names at least one, the usual one first
     */
    TargetSelect(List<String> names) {
        setItems(names);
        setValue(names.getFirst());
        setWidth("16rem");
        setAriaLabel("Data set that it goes into");
        setTooltipText("Data set that it goes into; it is made if there is none of this name");
    }
}
