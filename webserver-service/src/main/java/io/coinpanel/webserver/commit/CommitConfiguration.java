package io.coinpanel.webserver.commit;

import io.coinpanel.webserver.scheduling.BackgroundTask;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the group commit thread. */
@Configuration(proxyBeanMethods = false)
class CommitConfiguration {

  @Bean
  GroupCommit groupCommit(DataSource database, MeterRegistry metrics) {
    return new GroupCommit(database, metrics);
  }

  @Bean
  BackgroundTask groupCommits(GroupCommit commits) {
    return new BackgroundTask("commits", Duration.ZERO, commits::doWork);
  }
}
