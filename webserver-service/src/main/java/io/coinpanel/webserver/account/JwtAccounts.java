package io.coinpanel.webserver.account;

import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.web.client.RestTemplate;

/**
 * Accounts of an identity provider's tokens: (issuer, subject), made at first use. The provider is
 * asked for its keys at the first token, so that one that is down does not stop the server.
 */
final class JwtAccounts {

  private static final Duration PROVIDER_TIMEOUT = Duration.ofSeconds(3);

  private final AccountIdentities identities;

  JwtAccounts(AccountIdentities identities) {
    this.identities = identities;
  }

  AuthenticationManager manager(String issuer, String audience) {
    JwtAuthenticationProvider provider = new JwtAuthenticationProvider(decoder(issuer, audience));
    provider.setJwtAuthenticationConverter(jwt -> new AccountAuthentication(account(jwt, issuer)));
    return claimed -> Objects.requireNonNull(provider.authenticate(claimed));
  }

  /** Tokens of others are refused before anybody is asked for keys. */
  private static JwtDecoder decoder(String issuer, String audience) {
    JwtDecoder verifying = new SupplierJwtDecoder(() -> discover(issuer, audience));
    return token -> {
      if (!issuer.equals(claimedIssuer(token).orElse(""))) {
        throw new BadJwtException("not a token of " + issuer);
      }
      return verifying.decode(token);
    };
  }

  private static Optional<String> claimedIssuer(String token) {
    try {
      return Optional.ofNullable(JWTParser.parse(token).getJWTClaimsSet())
          .map(claims -> claims.getIssuer());
    } catch (ParseException e) {
      return Optional.empty();
    }
  }

  private static JwtDecoder discover(String issuer, String audience) {
    SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
    requests.setConnectTimeout(PROVIDER_TIMEOUT);
    requests.setReadTimeout(PROVIDER_TIMEOUT);
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withIssuerLocation(issuer)
            .restOperations(new RestTemplate(requests))
            .build();
    JwtClaimValidator<@Nullable Collection<String>> forUs =
        new JwtClaimValidator<>(
            JwtClaimNames.AUD, audiences -> audiences != null && audiences.contains(audience));
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(JwtValidators.createDefaultWithIssuer(issuer), forUs));
    return decoder;
  }

  private AccountPrincipal account(Jwt jwt, String issuer) {
    @Nullable String subject = jwt.getSubject();
    if (subject == null || subject.isBlank() || jwt.getExpiresAt() == null) {
      throw new InvalidBearerTokenException("a token needs a subject and an end");
    }
    AccountRow account =
        identities
            .of(issuer, subject, nameOf(jwt, subject))
            .orElseThrow(() -> new InvalidBearerTokenException("the account is disabled"));
    return new AccountPrincipal(
        account.id(),
        account.name(),
        Scope.parseAll(scopes(jwt)),
        new Credential.Jwt(subject),
        Objects.requireNonNull(jwt.getExpiresAt()));
  }

  private static String nameOf(Jwt jwt, String subject) {
    @Nullable String preferred = jwt.getClaimAsString("preferred_username");
    return preferred == null || preferred.isBlank() ? subject : preferred;
  }

  /** One text with blanks between them, or a list. */
  private static List<String> scopes(Jwt jwt) {
    @Nullable Object scope = jwt.getClaims().get("scope");
    return switch (scope) {
      case String text -> Arrays.asList(text.split(" "));
      case Collection<?> texts -> texts.stream().map(String::valueOf).toList();
      case null, default -> List.of();
    };
  }
}
