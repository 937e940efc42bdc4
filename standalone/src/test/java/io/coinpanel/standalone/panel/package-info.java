/** What is under the services. */
@NullMarked
package io.coinpanel.standalone.panel;

import org.jspecify.annotations.NullMarked;
