package dev.attune.training;

import dev.attune.speech.train.ModelAdaptation;
import dev.attune.speech.train.TrainingWorkerProcess;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What trains: a process of its own. */
@Configuration(proxyBeanMethods = false)
class TrainingConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ModelAdaptation modelAdaptation() {
        return new TrainingWorkerProcess();
    }
}
