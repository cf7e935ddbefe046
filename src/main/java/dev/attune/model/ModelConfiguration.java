package dev.attune.model;

import dev.attune.shared.DataDirectory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The library of the workbench's home folder. */
@Configuration(proxyBeanMethods = false)
class ModelConfiguration {

    @Bean
    ModelLibrary modelLibrary(DataDirectory directory, ObjectProvider<ShippedBaselines> shipped) {
        return new ModelLibrary(directory.home(), shipped.getIfAvailable(ShippedBaselines::ofClassPath));
    }
}
