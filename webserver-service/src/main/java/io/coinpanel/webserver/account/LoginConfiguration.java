package io.coinpanel.webserver.account;

import io.coinpanel.webserver.proxy.PublicUrl;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.ConditionalOnOAuth2ClientRegistrationProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Configures signing in at identity providers, where Spring's client registration is set. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnOAuth2ClientRegistrationProperties
@EnableConfigurationProperties(OAuth2ClientProperties.class)
class LoginConfiguration {

  @Bean
  LoginProviders loginProviders(OAuth2ClientProperties properties, PublicUrl publicUrl) {
    return new LoginProviders(properties, publicUrl);
  }

  /** Before the chain that asks for an account. */
  @Bean
  @Order(0)
  SecurityFilterChain loginSecurityChain(
      HttpSecurity http, LoginProviders providers, LoginOutcome outcome) {
    return http.securityMatcher(LoginProviders.BEGIN + "*", LoginProviders.END + "*")
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .headers(AbstractHttpConfigurer::disable)
        .oauth2Login(
            login ->
                login
                    .loginPage("/sign-in")
                    .clientRegistrationRepository(providers)
                    .authorizedClientRepository(new NoAuthorizedClients())
                    .authorizationEndpoint(
                        begin ->
                            begin
                                .authorizationRequestResolver(resolver(providers))
                                .authorizationRequestRepository(new LoginRequests(providers)))
                    .successHandler(outcome)
                    .failureHandler(outcome)
                    .withObjectPostProcessor(failingAtOnce(outcome)))
        .authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
        .build();
  }

  private static DefaultOAuth2AuthorizationRequestResolver resolver(LoginProviders providers) {
    DefaultOAuth2AuthorizationRequestResolver resolver =
        new DefaultOAuth2AuthorizationRequestResolver(providers, "/oauth2/authorization");
    resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
    return resolver;
  }

  /** A provider that cannot be reached fails before the browser is sent to it. */
  private static ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter> failingAtOnce(
      AuthenticationFailureHandler failure) {
    return new ObjectPostProcessor<>() {
      @Override
      public <O extends OAuth2AuthorizationRequestRedirectFilter> O postProcess(O filter) {
        filter.setAuthenticationFailureHandler(failure);
        return filter;
      }
    };
  }

  @Bean
  LoginOutcome loginOutcome(AccountIdentities identities, WebSessions sessions, AuditLog audit) {
    return new LoginOutcome(identities, sessions, audit);
  }
}
