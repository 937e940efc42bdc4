package io.coinpanel.webserver.account;

import io.coinpanel.webserver.proxy.AllowedOrigins;
import io.coinpanel.webserver.socket.CommandBudgets;
import java.util.Objects;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.authentication.OpaqueTokenAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;

/** Who may ask for what over HTTP. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class AccountSecurity {

  private static final String API = "/api/v1";

  /** The order of Spring Boot's own registration of it. */
  private static final int FILTER_ORDER = -100;

  /** Where anybody may read the page, requests for it are not filtered at all. */
  @Bean
  DelegatingFilterProxyRegistrationBean securityFilter(
      AccountSettings settings, ObjectProvider<LoginProviders> login) {
    var filter = new DelegatingFilterProxyRegistrationBean("springSecurityFilterChain");
    filter.addUrlPatterns(settings.access() == Access.OPEN ? API + "/*" : "/*");
    login.ifAvailable(
        providers -> filter.addUrlPatterns(LoginProviders.BEGIN + "*", LoginProviders.END + "*"));
    filter.setOrder(FILTER_ORDER);
    return filter;
  }

  @Bean
  BearerTokens bearerTokens(
      Credentials credentials, JwtAccounts jwtAccounts, AccountSettings settings) {
    BearerTokenResolver resolver = new DefaultBearerTokenResolver();
    OpaqueTokenAuthenticationProvider apiKeys =
        new OpaqueTokenAuthenticationProvider(new ApiKeyIntrospector(credentials));
    apiKeys.setAuthenticationConverter(
        (token, owner) ->
            new AccountAuthentication(((ApiKeyIntrospector.KeyOwner) owner).account()));
    return new BearerTokens(
        resolver,
        claimed -> Objects.requireNonNull(apiKeys.authenticate(claimed)),
        settings.acceptsJwts()
            ? Optional.of(jwtAccounts.manager(settings.jwtIssuer(), settings.jwtAudience()))
            : Optional.empty());
  }

  @Bean
  SecurityFilterChain accountSecurityChain(
      HttpSecurity http,
      BearerTokens tokens,
      Credentials credentials,
      AllowedOrigins origins,
      FailedCredentials failures,
      CommandBudgets budgets,
      AccountSettings settings) {
    ProblemEntryPoint problems = new ProblemEntryPoint(failures);
    return http.sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .headers(headers -> headers.defaultsDisabled().cacheControl(Customizer.withDefaults()))
        .csrf(AccountSecurity::protectSessions)
        .exceptionHandling(
            failing -> failing.authenticationEntryPoint(problems).accessDeniedHandler(problems))
        .oauth2ResourceServer(
            bearer ->
                bearer
                    .authenticationManagerResolver(tokens)
                    .authenticationEntryPoint(problems)
                    .accessDeniedHandler(problems))
        .addFilterAfter(
            new CallerFilter(settings.access(), credentials, origins),
            BearerTokenAuthenticationFilter.class)
        .addFilterAfter(new BudgetFilter(budgets), CallerFilter.class)
        .authorizeHttpRequests(requests -> authorize(requests, settings.access()))
        .build();
  }

  /** A browser sends the session's cookie whoever asks; bearer tokens it does not. */
  private static void protectSessions(CsrfConfigurer<HttpSecurity> csrf) {
    csrf.spa()
        .csrfTokenRepository(new SessionCsrfTokens())
        .requireCsrfProtectionMatcher(SessionCsrfTokens::isNeeded);
  }

  private static void authorize(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests,
      Access access) {
    requests
        .requestMatchers(HttpMethod.GET, API + "/subscriptions/**")
        .hasAuthority(Scope.SUBSCRIPTIONS_READ.text())
        .requestMatchers(HttpMethod.HEAD, API + "/subscriptions/**")
        .hasAuthority(Scope.SUBSCRIPTIONS_READ.text())
        .requestMatchers(API + "/subscriptions/**")
        .hasAuthority(Scope.SUBSCRIPTIONS_WRITE.text())
        .requestMatchers(
            API + "/notifications/**",
            API + "/backtest",
            API + "/account/export",
            API + "/account/seen")
        .hasAuthority(Scope.SUBSCRIPTIONS_READ.text())
        .requestMatchers(API + "/destinations/**")
        .hasAuthority(Scope.DESTINATIONS.text())
        .requestMatchers(API + "/accounts/**")
        .hasAuthority(Scope.ADMIN.text())
        .requestMatchers(API + "/session", API + "/setup", API + "/confirmation")
        .permitAll();
    authorizeReaders(requests, access);
  }

  private static void authorizeReaders(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests,
      Access access) {
    if (access == Access.OPEN) {
      requests.requestMatchers(API + "/candles").permitAll();
    } else {
      requests.requestMatchers("/actuator/**", "/sign-in", "/sign-in.html").permitAll();
      requests
          .requestMatchers("/js/sign-in.js", "/js/theme-at-once.js", "/css/*", "/icon.svg")
          .permitAll();
      // Who gets mails need not have an account.
      requests.requestMatchers("/confirm", "/confirm/*", "/unsubscribe/*").permitAll();
      requests
          .requestMatchers("/js/confirm.js", "/js/unsubscribe.js", "/js/one-button.js")
          .permitAll();
    }
    requests.anyRequest().authenticated();
  }
}
