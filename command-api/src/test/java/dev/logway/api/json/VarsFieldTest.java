package dev.logway.api.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.domain.Scope;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Route;
import dev.logway.secret.SecretCipher;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VarsFieldTest {
    private static final Basis BASIS = new Basis(ScopeImage.empty(Scope.group("default")));
    private final Documents documents = new Documents(SchemaFiles.load(), SecretCipher.NONE, InstantSource.system());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[['arg_x','==','a']] | [['arg_x','==','a']]",
                "[['arg_x','a']] | [['arg_x','==','a']]",
                "[['arg_x','==',null]] | [['arg_x','==',null]]",
                "[['arg_x','==',10.0]] | [['arg_x','==',10]]",
                "[['arg_x','>','1.5'],['uri','!','IN',['/a',true]]] | [['arg_x','>',1.5],['uri','!','in',['/a',true]]]",
                "['and',['uri','/a'],['uri','/b']] | [['uri','==','/a'],['uri','==','/b']]",
                "['!or',['uri','/a'],['uri','/b']] | ['!OR',['uri','==','/a'],['uri','==','/b']]",
                "[['OR',['uri','/a'],['uri','/b']]] | ['OR',['uri','==','/a'],['uri','==','/b']]",
                "['OR',[['uri','/a'],['uri','/b']],['uri','/c']]"
                        + " | ['OR',['AND',['uri','==','/a'],['uri','==','/b']],['uri','==','/c']]",
                "[['http_X-Api-Version','~~','^v[0-9]+$']] | [['http_x_api_version','~~','^v[0-9]+$']]",
                "[['remote_addr','ipmatch','10.1.2.3/8']] | [['remote_addr','ipmatch',['10.0.0.0/8']]]",
                "[[[['uri','/a']]]] | [['uri','==','/a']]",
            })
    void anExpressionIsShownInOneWay(String written, String shown) {
        assertEquals(json(shown), vars(written));
        assertEquals(json(shown), vars(shown));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[] | ''"})
    void anEmptyOneIsNone(String written, String shown) {
        assertEquals(shown, vars(written).asText());
    }

    private JsonNode vars(String text) {
        JsonNode document = json("{'uri':'/','upstream_id':'u','vars':" + text + "}");
        byte[] shown = Json.bytes(documents.write(documents.read(BASIS, Route.key("r"), document)));
        return Json.parse(shown).path("vars");
    }

    private static JsonNode json(String text) {
        return Json.parse(text.replace('\'', '"').getBytes(UTF_8));
    }
}
