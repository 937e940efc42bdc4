package io.coinpanel.webserver.account;

import io.coinpanel.webserver.proxy.PublicUrl;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientPropertiesMapper;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;

/**
 * Identity providers for signing in. Each is asked for its endpoints when somebody first wants to,
 * so that one that is down stops neither the server nor the others.
 */
final class LoginProviders implements ClientRegistrationRepository {

  static final String BEGIN = "/oauth2/authorization/";
  static final String END = "/login/oauth2/code/";

  private final OAuth2ClientProperties properties;
  private final PublicUrl publicUrl;
  private final Map<String, ClientRegistration> discovered = new ConcurrentHashMap<>();

  LoginProviders(OAuth2ClientProperties properties, PublicUrl publicUrl) {
    this.properties = properties;
    this.publicUrl = publicUrl;
  }

  /**
   * A provider as the sign-in page shows it.
   *
   * @param url where signing in there begins
   */
  @Schema(
      name = "IdentityProvider",
      requiredProperties = {"name", "url"})
  record Provider(String name, String url) {}

  List<Provider> all() {
    return properties.getRegistration().entrySet().stream()
        .map(entry -> new Provider(nameOf(entry.getKey()), BEGIN + entry.getKey()))
        .toList();
  }

  private String nameOf(String id) {
    return Optional.ofNullable(properties.getRegistration().get(id))
        .map(OAuth2ClientProperties.Registration::getClientName)
        .orElse(id);
  }

  @Override
  public @Nullable ClientRegistration findByRegistrationId(String id) {
    return properties.getRegistration().containsKey(id)
        ? discovered.computeIfAbsent(id, this::discover)
        : null;
  }

  private ClientRegistration discover(String id) {
    OAuth2ClientProperties one = new OAuth2ClientProperties();
    one.getRegistration().put(id, Objects.requireNonNull(properties.getRegistration().get(id)));
    one.getProvider().putAll(properties.getProvider());
    ClientRegistration found =
        Objects.requireNonNull(
            new OAuth2ClientPropertiesMapper(one).asClientRegistrations().get(id));
    return publicUrl.orPath().isEmpty()
        ? found
        : ClientRegistration.withClientRegistration(found)
            .redirectUri(publicUrl.orPath() + END + "{registrationId}")
            .build();
  }
}
