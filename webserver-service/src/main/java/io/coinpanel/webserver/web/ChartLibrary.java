package io.coinpanel.webserver.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves uPlot under a path without its version, which stays in the pom only. */
final class ChartLibrary implements WebMvcConfigurer {

  private static final String POM = "META-INF/maven/org.webjars.npm/uplot/pom.properties";

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/lib/uplot/**")
        .addResourceLocations("classpath:/META-INF/resources/webjars/uplot/" + version() + "/dist/")
        .setUseLastModified(false)
        .setCacheControl(CacheControl.noCache());
  }

  private static String version() {
    try {
      Properties pom = PropertiesLoaderUtils.loadProperties(new ClassPathResource(POM));
      return pom.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException("uPlot is not on the classpath", e);
    }
  }
}
