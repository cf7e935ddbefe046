package dev.attune.evaluation.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import java.util.function.Supplier;

/** A tab's content that is made when the tab is first opened. */
final class LazyTab extends Div {

    private final Supplier<? extends Component> maker;

    LazyTab(Supplier<? extends Component> maker) {
        this.maker = maker;
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        if (getComponentCount() == 0) {
            add(maker.get());
        }
    }
}
