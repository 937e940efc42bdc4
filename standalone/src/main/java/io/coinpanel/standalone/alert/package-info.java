/** The alerts of the remembered sessions: to be listed and to be given up. */
@NullMarked
package io.coinpanel.standalone.alert;

import org.jspecify.annotations.NullMarked;
