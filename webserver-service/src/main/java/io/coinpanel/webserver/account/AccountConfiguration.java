package io.coinpanel.webserver.account;

import io.coinpanel.webserver.database.ReadPool;
import io.coinpanel.webserver.database.SchemaReadiness;
import io.coinpanel.webserver.proxy.AllowedOrigins;
import io.coinpanel.webserver.proxy.PublicUrl;
import io.coinpanel.webserver.scheduling.BackgroundTask;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import org.agrona.concurrent.SystemNanoClock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Configures accounts and their credentials. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccountSettings.class)
@EntityScan("io.coinpanel.webserver.account")
@EnableJpaRepositories
@Import({
  AccountController.class,
  KeyController.class,
  OwnAccountController.class,
  SessionController.class,
  SignInPage.class
})
class AccountConfiguration {

  private static final Duration CLEANING = Duration.ofHours(1);
  private static final Duration USES = Duration.ofSeconds(1);

  @Bean
  AuditLog auditLog() {
    return new AuditLog();
  }

  @Bean
  AccountStores accountStores(
      AccountRows accounts,
      ApiKeyRows keys,
      WebSessionRows sessions,
      TransactionOperations transactions) {
    return new AccountStores(accounts, keys, sessions, transactions);
  }

  @Bean
  Credentials credentials(ReadPool database, CredentialUses uses, InstantSource clock) {
    return new Credentials(new StoredCredentials(database.database()), uses, clock);
  }

  @Bean
  CredentialUses credentialUses(JdbcOperations database) {
    return new CredentialUses(database);
  }

  @Bean
  BackgroundTask credentialUseStorage(CredentialUses uses, SchemaReadiness schema) {
    return new BackgroundTask("credential uses", USES, schema.before(uses::doWork));
  }

  @Bean
  FailedCredentials failedCredentials() {
    return new FailedCredentials(SystemNanoClock.INSTANCE);
  }

  @Bean
  AccountIdentities accountIdentities(AccountStores stores, AuditLog audit, InstantSource clock) {
    return new AccountIdentities(stores, audit, clock);
  }

  @Bean
  JwtAccounts jwtAccounts(AccountIdentities identities) {
    return new JwtAccounts(identities);
  }

  @Bean
  Authenticator authenticator(
      BearerTokens tokens, Credentials credentials, FailedCredentials failures) {
    return new Authenticator(tokens, credentials, failures);
  }

  @Bean
  HandshakeIdentification handshakeIdentification(
      AccountSettings settings,
      Authenticator authenticator,
      Credentials credentials,
      AllowedOrigins origins) {
    return new HandshakeIdentification(settings.access(), authenticator, credentials, origins);
  }

  @Bean
  AccountEvents accountEvents(JdbcClient database) {
    return new AccountEvents(database);
  }

  @Bean
  Accounts accounts(
      AccountStores stores, JdbcClient database, AccountEvents events, InstantSource clock) {
    return new Accounts(stores, new AccountSubscriptions(database), events, clock);
  }

  @Bean
  ApiKeys apiKeys(AccountStores stores, AccountEvents events, InstantSource clock) {
    return new ApiKeys(stores, events, new SecureRandom(), clock);
  }

  @Bean
  SetupLinks setupLinks(
      SetupLinkRows rows,
      TransactionOperations transactions,
      PublicUrl publicUrl,
      InstantSource clock) {
    return new SetupLinks(rows, transactions, publicUrl, new SecureRandom(), clock);
  }

  @Bean
  Passwords passwords() {
    return new Passwords();
  }

  @Bean
  WebSessions webSessions(
      AccountStores stores,
      SetupLinkRows setupLinks,
      Passwords passwords,
      AccountEvents events,
      InstantSource clock) {
    // Not those of keys: failed keys of others must not keep people from signing in.
    FailedCredentials failures = new FailedCredentials(SystemNanoClock.INSTANCE);
    return new WebSessions(
        stores, setupLinks, passwords, failures, events, new SecureRandom(), clock);
  }

  @Bean
  AccountExport accountExport(JdbcClient database) {
    return new AccountExport(database);
  }

  @Bean
  BackgroundTask credentialCleaner(
      AccountStores stores,
      SetupLinkRows setupLinks,
      JdbcClient database,
      InstantSource clock,
      SchemaReadiness schema) {
    CredentialCleaner cleaner = new CredentialCleaner(stores, setupLinks, database, clock);
    return new BackgroundTask("credential cleaner", CLEANING, schema.before(cleaner::doWork));
  }

  @Bean
  FirstAdministrator firstAdministrator(
      AccountSettings settings,
      AccountStores stores,
      SetupLinks setupLinks,
      Passwords passwords,
      JdbcClient database,
      AuditLog audit,
      InstantSource clock) {
    return new FirstAdministrator(settings, stores, setupLinks, passwords, database, audit, clock);
  }

  @Bean
  BackgroundTask firstAdministratorTask(FirstAdministrator administrator, SchemaReadiness schema) {
    return BackgroundTask.once("first administrator", schema.before(administrator::doWork));
  }
}
