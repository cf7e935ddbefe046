package dev.attune.model;

import dev.attune.speech.modelimport.ModelProbe;
import dev.attune.speech.modelimport.ModelProbing;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Services under test see the models that their test made, whatever ships with the program, and try foreign ones without a second process. Found by their scan of this package. */
@Configuration(proxyBeanMethods = false)
class NothingShipped {

    @Bean
    ShippedBaselines shippedBaselines() {
        return new ShippedBaselines(name -> null);
    }

    @Bean
    ModelProbing modelProbing() {
        return (request, progress, cancelled) -> ModelProbe.run(request, progress);
    }
}
