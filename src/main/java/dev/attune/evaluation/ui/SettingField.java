package dev.attune.evaluation.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.RangeInput;
import com.vaadin.flow.component.textfield.NumberField;

/** A number with a slider below it; both hold the same. */
final class SettingField extends Div {

    private final NumberField number = new NumberField();
    private final RangeInput slider = new RangeInput();

    /**
     * @param changed called when a person has moved the slider or written a number in the range
     */
    SettingField(String label, String help, double low, double high, double step, Runnable changed) {
        number.setLabel(label);
        number.setTooltipText(help);
        number.setMin(low);
        number.setMax(high);
        number.setStep(step);
        number.setWidthFull();
        slider.setMin(low);
        slider.setMax(high);
        slider.setStep(step);
        slider.getElement().setAttribute("aria-label", label);
        slider.getStyle().setWidth("100%");
        slider.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                number.setValue(event.getValue());
                changed.run();
            }
        });
        number.addValueChangeListener(event -> {
            if (event.getValue() != null) {
                slider.setValue(Math.clamp(event.getValue(), low, high));
            }
            if (event.isFromClient() && valid()) {
                changed.run();
            }
        });
        add(number, slider);
        getStyle().setMinWidth("10rem");
        getStyle().setFlexGrow("1");
    }

    boolean valid() {
        Double value = number.getValue();
        return value != null && value >= number.getMin() && value <= number.getMax();
    }

    double value() {
        return number.getValue();
    }

    void setValue(double value) {
        number.setValue(value);
        // Browsers begin in the middle, and a slider that has 0 for the server is not told so.
        slider.getElement().setProperty("value", String.valueOf(slider.getValue()));
    }
}
