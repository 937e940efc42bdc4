package io.coinpanel.webserver.account;

import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves the page where people sign in or set their first password, without an extension. */
class SignInPage implements WebMvcConfigurer {

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addViewController("/sign-in").setViewName("forward:/sign-in.html");
  }
}
