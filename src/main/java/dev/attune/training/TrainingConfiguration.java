package dev.attune.training;

import dev.attune.speech.train.ModelAdaptation;
import dev.attune.speech.train.TrainingFailedException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What trains. */
@Configuration(proxyBeanMethods = false)
class TrainingConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ModelAdaptation modelAdaptation() {
        return (request, workFolder, output, listener, cancelled) -> {
            throw new TrainingFailedException(
                    TrainingFailedException.Reason.NOT_TRAINABLE,
                    "This version of Attune cannot train yet; take the next one.");
        };
    }
}
