package io.coinpanel.webserver.commit;

import io.coinpanel.webserver.duty.Duty;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one thread that writes clients' changes. */
@Configuration(proxyBeanMethods = false)
class CommitConfiguration {

  @Bean
  GroupCommit groupCommit(DataSource database, MeterRegistry metrics) {
    return new GroupCommit(database, metrics);
  }

  @Bean
  Duty committing(GroupCommit commits) {
    return new Duty("commits", Duration.ZERO, commits::doWork);
  }
}
