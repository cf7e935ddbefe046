package dev.attune.model;

import dev.attune.shared.DataDirectory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The library of the workbench's home folder. */
@Configuration(proxyBeanMethods = false)
class ModelConfiguration {

    @Bean
    ModelLibrary modelLibrary(DataDirectory directory) {
        return new ModelLibrary(directory.home());
    }
}
