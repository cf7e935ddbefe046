package dev.attune.shared;

import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The data folder and the clock. */
@Configuration(proxyBeanMethods = false)
class SharedConfiguration {

    @Bean
    DataDirectory dataDirectory(@Value("${attune.home}") Path home) {
        DataDirectory directory = new DataDirectory(home);
        directory.prepare();
        return directory;
    }

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }
}
