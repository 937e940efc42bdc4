/** What the webserver serves to a browser. */
@NullMarked
package io.coinpanel.webserver.web;

import org.jspecify.annotations.NullMarked;
