package io.coinpanel.webserver.account;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of accounts.
 *
 * @param access whether anonymous clients are allowed
 * @param adminName name of the first administrator
 * @param adminPasswordFile file with the first administrator's password
 * @param adminKeyFile file with an API key of the first administrator
 * @param jwtIssuer issuer of the JWTs to accept
 * @param jwtAudience audience that JWTs must be for
 */
@ConfigurationProperties("coinpanel.webserver")
record AccountSettings(
    @DefaultValue("open") Access access,
    @DefaultValue("admin") String adminName,
    @DefaultValue("") String adminPasswordFile,
    @DefaultValue("") String adminKeyFile,
    @DefaultValue("") String jwtIssuer,
    @DefaultValue("") String jwtAudience) {

  AccountSettings {
    if (jwtIssuer.isBlank() != jwtAudience.isBlank()) {
      throw new IllegalArgumentException(
          "COINPANEL_JWT_ISSUER and COINPANEL_JWT_AUDIENCE need each other");
    }
  }

  boolean acceptsJwts() {
    return !jwtIssuer.isBlank();
  }
}
