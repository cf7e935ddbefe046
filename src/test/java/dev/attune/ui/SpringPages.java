package dev.attune.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.di.DefaultInstantiator;
import com.vaadin.flow.di.Instantiator;
import com.vaadin.flow.di.InstantiatorFactory;
import com.vaadin.flow.server.VaadinService;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;

/** Makes the pages of a test with the beans of its context. Flow makes one itself, so that the beans come from a static place. */
public final class SpringPages implements InstantiatorFactory {

    static final AtomicReference<@Nullable AutowireCapableBeanFactory> BEANS = new AtomicReference<>();

    @Override
    public Instantiator createInstantitor(VaadinService service) {
        return new DefaultInstantiator(service) {
            @Override
            public <T> T getOrCreate(Class<T> type) {
                AutowireCapableBeanFactory beans = BEANS.get();
                return beans != null && Component.class.isAssignableFrom(type)
                        ? beans.createBean(type)
                        : super.getOrCreate(type);
            }
        };
    }
}
