package io.coinpanel.webserver.symbols;

import io.coinpanel.model.Channel;
import io.coinpanel.webserver.database.Migrated;
import io.coinpanel.webserver.database.Wakeups;
import io.coinpanel.webserver.duty.Duty;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/** The symbol list and what keeps it fresh. */
@Configuration(proxyBeanMethods = false)
@EnableJpaRepositories
class SymbolConfiguration {

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  @Bean
  Symbols symbols(SymbolRows rows) {
    return new Symbols(rows);
  }

  @Bean
  SymbolController symbolController(Symbols symbols) {
    return new SymbolController(symbols);
  }

  @Bean
  Duty symbolRefresher(Symbols symbols, Migrated migrated, Wakeups wakeups) {
    Duty refresher =
        new Duty(
            "symbol list",
            INTERVAL,
            () -> {
              migrated.await();
              symbols.refresh();
            });
    wakeups.on(Channel.SYMBOL, refresher::wake);
    return refresher;
  }
}
