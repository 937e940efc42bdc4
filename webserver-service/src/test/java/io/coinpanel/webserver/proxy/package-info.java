@NullMarked
package io.coinpanel.webserver.proxy;

import org.jspecify.annotations.NullMarked;
