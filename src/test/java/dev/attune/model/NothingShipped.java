package dev.attune.model;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Services under test see the models that their test made, whatever ships with the program. Found by their scan of this package. */
@Configuration(proxyBeanMethods = false)
class NothingShipped {

    @Bean
    ShippedBaselines shippedBaselines() {
        return new ShippedBaselines(name -> null);
    }
}
