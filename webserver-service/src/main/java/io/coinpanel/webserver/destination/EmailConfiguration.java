package io.coinpanel.webserver.destination;

import io.coinpanel.webserver.proxy.PublicUrl;
import io.coinpanel.webserver.secret.SecretKeys;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.transaction.support.TransactionOperations;

/** Configures e-mail, with the mail server of Spring Boot's settings. */
@Configuration(proxyBeanMethods = false)
class EmailConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(EmailConfiguration.class);

  /**
   * How much longer a mail server may take to accept a mail that it was sent. With the time before
   * it is less than the 60 s after which proxies usually give up on an invitation or a test.
   */
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

  /** The name that Spring Boot gives it. */
  private static final String MAIL_SENDER = "mailSender";

  /** Nothing of mail is loaded before the first one is sent. */
  @Bean
  static BeanFactoryPostProcessor lazyMailSender() {
    return beans -> {
      if (beans.containsBeanDefinition(MAIL_SENDER)) {
        beans.getBeanDefinition(MAIL_SENDER).setLazyInit(true);
      }
    };
  }

  @Bean
  ConfirmationMails confirmationMails(
      JdbcClient database, TransactionOperations transactions, InstantSource clock) {
    return new ConfirmationMails(database, transactions, clock);
  }

  /** Null where it is not set up. */
  @Bean
  @Nullable EmailSender emailSender(
      DestinationSettings settings,
      PublicUrl publicUrl,
      ObjectProvider<JavaMailSender> sender,
      ConfirmationMails mails,
      SecretKeys keys,
      InstantSource clock) {
    if (!isComplete(settings, publicUrl)) {
      return null;
    }
    return new EmailSender(
        new MailServer(
            sender::getObject, settings.mailFrom(), HttpReceivers.TIMEOUT, ANSWER_TIMEOUT),
        mails,
        keys,
        publicUrl.orPath(),
        clock);
  }

  private static boolean isComplete(DestinationSettings settings, PublicUrl publicUrl) {
    Map<String, String> needed = new LinkedHashMap<>();
    needed.put("SPRING_MAIL_HOST", settings.mailHost());
    needed.put("COINPANEL_MAIL_FROM", settings.mailFrom());
    boolean isWanted = needed.values().stream().anyMatch(value -> !value.isBlank());
    needed.put("COINPANEL_PUBLIC_URL", publicUrl.orPath());
    needed.values().removeIf(value -> !value.isBlank());
    if (isWanted && !needed.isEmpty()) {
      LOG.warn("no e-mail destinations: set {} too", String.join(", ", needed.keySet()));
    }
    return needed.isEmpty();
  }

  @Bean
  EmailReceivers emailReceivers(
      Confirmations confirmations,
      DeliveryStates states,
      SecretKeys keys,
      JdbcClient database,
      TransactionOperations transactions) {
    return new EmailReceivers(
        confirmations, new UnsubscribeLinks(database, states, transactions), keys);
  }
}
