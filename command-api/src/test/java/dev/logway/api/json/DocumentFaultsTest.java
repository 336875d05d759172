package dev.logway.api.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.logway.domain.Scope;
import dev.logway.domain.image.ScopeImage;
import dev.logway.domain.resource.Group;
import dev.logway.domain.resource.ResourceKey;
import dev.logway.domain.resource.Route;
import dev.logway.domain.resource.Service;
import dev.logway.domain.resource.Upstream;
import dev.logway.secret.SecretCipher;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentFaultsTest {
    private static final ResourceKey ROUTE = Route.key("r1");
    private static final ResourceKey UPSTREAM = Upstream.key("u1");
    private static final ResourceKey SERVICE = Service.key("s1");
    private static final ResourceKey GROUP = Group.key("default");
    private static final String TIMEOUT = "'timeout':{'connect':%s,'send':1,'read':1}";

    private static final Basis BASIS = new Basis(ScopeImage.empty(Scope.group("default")));

    private final Documents documents = new Documents(SchemaFiles.load(), SecretCipher.NONE, InstantSource.system());

    static Stream<Arguments> faults() {
        return Stream.of(
                // what stands in the document · where · what the message says
                sampling("'percent':0", "/percent", "percent: 0 (expected: 0.01 to 100, in steps of 0.01)"),
                sampling("'percent':100.01", "/percent", "expected: 0.01 to 100"),
                sampling("'percent':0.015", "/percent", "in steps of 0.01"),
                sampling("'percent':'1'", "/percent", "expected: 0.01 to 100"),
                sampling("'headers':[]", "/percent", "percent: missing (expected: 0.01 to 100"),
                sampling("'percent':1,'headers':['x a']", "/headers/0", "the name of a header field"),
                sampling("'percent':1,'headers':['X-A','x-a']", "/headers", "[x-a, x-a] (expected: each name once)"),
                sampling("'percent':1,'headers':['Cookie']", "/headers", "cookie (expected: none that carries"),
                sampling("'percent':1,'headers':['authorization']", "/headers", "none that carries credentials"),
                sampling("'percent':1,'headers':['proxy-authorization']", "/headers", "none that carries credentials"),
                sampling("'percent':1,'headers':['x-api-key']", "/headers", "none that carries credentials"),
                sampling("'percent':1,'retention_minutes':0", "/retention_minutes", "a whole number from 1 to 1440"),
                sampling("'percent':1,'retention_minutes':1441", "/retention_minutes", "from 1 to 1440"),
                sampling("'percent':1,'rate':1", "/rate", "rate: unknown field"),
                bad(ROUTE, "[]", "", "document: an array of 0 (expected: a route"),
                bad(ROUTE, "'x'", "", "document: \"x\" (expected: a route"),
                bad(ROUTE, "{'upstream_id':'u'}", "/uri", "expected exactly one of uri and uris"),
                bad(
                        ROUTE,
                        "{'uri':'/','uris':['/a'],'upstream_id':'u'}",
                        "/uri",
                        "expected exactly one of uri and uris"),
                bad(
                        ROUTE,
                        "{'uri':'/'}",
                        "/upstream_id",
                        "expected at least one of service_id, upstream_id and upstream"),
                bad(
                        ROUTE,
                        "{'uri':'/','upstream_id':'u','upstream':{'nodes':{'a:1':1}}}",
                        "/upstream",
                        "expected at most one of upstream_id and upstream"),
                route("'host':'a','hosts':['b']", "/hosts", "expected at most one of host and hosts"),
                bad(ROUTE, "{'uri':'abc','upstream_id':'u'}", "/uri", "uri: \"abc\" (expected: a path such as /orders"),
                bad(ROUTE, "{'uri':'/a b','upstream_id':'u'}", "/uri", "uri: \"/a b\" (expected: a path such as"),
                bad(ROUTE, "{'uri':'/a*b*','upstream_id':'u'}", "/uri", "'*' only at the end"),
                bad(ROUTE, "{'uri':'/:','upstream_id':'u'}", "/uri", "after ':')"),
                bad(ROUTE, "{'uri':5,'upstream_id':'u'}", "/uri", "uri: 5 (expected: a path"),
                bad(ROUTE, "{'uri':null,'upstream_id':'u'}", "/uri", "uri: null (expected: a path"),
                bad(
                        ROUTE,
                        "{'uris':[],'upstream_id':'u'}",
                        "/uris",
                        "uris: an array of 0 (expected: an array of 1 to 256"),
                bad(ROUTE, "{'uris':['/a','/a'],'upstream_id':'u'}", "/uris", "different paths"),
                bad(ROUTE, "{'uris':['/a','b'],'upstream_id':'u'}", "/uris/1", "uris[1]: \"b\" (expected: a path"),
                bad(ROUTE, "{'uris':['/a','/*x*'],'upstream_id':'u'}", "/uris/1", "'*' only at the end"),
                route("'methods':['get']", "/methods/0", "methods[0]: \"get\" (expected: GET, POST"),
                route("'methods':['GET','GET']", "/methods", "different methods"),
                route("'methods':'GET'", "/methods", "methods: \"GET\" (expected: an array"),
                route("'host':'a b'", "/host", "host: \"a b\" (expected: a host such as foo.com"),
                route("'hosts':['foo.com:80']", "/hosts/0", "without port"),
                route("'host':'a..b'", "/host", "a host name such as foo.com"),
                route("'host':'" + "a.".repeat(20_000) + "!'", "/host", "(expected: a host such as foo.com"),
                route("'priority':'high'", "/priority", "priority: \"high\" (expected: a whole number"),
                route("'priority':1.5", "/priority", "priority: 1.5 (expected: a whole number"),
                route("'priority':2147483648", "/priority", "priority: 2147483648 (expected"),
                route("'priority':99999999999999999999999", "/priority", "(expected: a whole number from"),
                route(
                        "'priority':1e999",
                        "/priority",
                        "priority: Infinity (expected: a number that a double can hold)"),
                route("'status':2", "/status", "status: 2 (expected: 1 (enabled) or 0 (disabled))"),
                route("'status':true", "/status", "status: true (expected: 1"),
                route("'id':'other'", "/id", "id: \"other\" (expected: \"r1\", as routes/r1 is named)"),
                route("'id':'a/b'", "/id", "(expected: 1 to 64 of"),
                route("'id':{}", "/id", "(expected: 1 to 64 of"),
                route("'service_id':'a b'", "/service_id", "service_id: \"a b\" (expected: 1 to 64 of"),
                route("'service_id':'..'", "/service_id", "other than '.' and '..'"),
                route("'service_id':0", "/service_id", "or a whole number from 1"),
                route("'service_id':'x\\n'", "/service_id", "expected: 1 to 64 of"),
                route("'plugins':{}", "/plugins", "plugins: not supported yet"),
                route("'remote_addr':'10.0.0.0/33'", "/remote_addr", "address: 10.0.0.0/33 (expected: an IPv4 or IPv6"),
                route("'remote_addr':'localhost'", "/remote_addr", "or a range such as 10.0.0.0/8"),
                route("'remote_addr':7", "/remote_addr", "remote_addr: 7 (expected: an IPv4 or IPv6 address"),
                route("'remote_addrs':['::1','10.0.0']", "/remote_addrs/1", "address: 10.0.0 (expected"),
                route("'remote_addrs':[]", "/remote_addrs", "an array of 1 to 256 different addresses"),
                route("'remote_addrs':['::1','0::1/128']", "/remote_addrs", "each address or range once"),
                route(
                        "'remote_addr':'::1','remote_addrs':['::1']",
                        "/remote_addrs",
                        "expected at most one of remote_addr and remote_addrs"),
                route("'vars':{}", "/vars", "vars: an object of 0 (expected: an array of comparisons"),
                route("'vars':['arg_x','==','a']", "/vars", "in an array of their own, such as [[\"arg_page\""),
                route("'vars':[[]]", "/vars/0", "vars[0]: an array of 0 (expected: a comparison such as"),
                route("'vars':[7]", "/vars/0", "(expected: a comparison such as"),
                route("'vars':[['arg_x']]", "/vars/0", "vars[0]: an array of 1 (expected: a comparison"),
                route("'vars':[['arg_x','!','==','a','b']]", "/vars/0", "an array of 5 (expected: a comparison"),
                route("'vars':[['arg_x','not','==','a']]", "/vars/0", "(expected: a comparison such as"),
                route("'vars':[['arg_x','=','a']]", "/vars/0/1", "vars: = (expected: an operator: ==, ~=, >"),
                route("'vars':[['arg_x','!','=','a']]", "/vars/0/2", "(expected: an operator"),
                route("'vars':[['args','==','a']]", "/vars/0/0", "vars: args (expected: arg_NAME, http_NAME"),
                route("'vars':[['graphql_name','==','a']]", "/vars/0/0", "(expected: arg_NAME"),
                route("'vars':[['arg_','==','a']]", "/vars/0/0", "a name of 1 to 256 characters"),
                route("'vars':[['post_arg.a..b','==','a']]", "/vars/0/0", "names between dots"),
                route("'vars':[['arg_x','>','tall']]", "/vars/0/2", "a number for >"),
                route("'vars':[['arg_x','==',['a']]]", "/vars/0/2", "one value for =="),
                route("'vars':[['arg_x','==',{}]]", "/vars/0/2", "a text, a number, true, false or null"),
                route("'vars':[['arg_x','in','a']]", "/vars/0/2", "an array of values for in"),
                route("'vars':[['arg_x','in',[]]]", "/vars/0/2", "1 to 256 values for in"),
                route("'vars':[['arg_x','in',['a',['b']]]]", "/vars/0/2/1", "a text, a number"),
                route("'vars':[['arg_x','~~','(a']]", "/vars/0/2", "a regular expression of RE2; missing closing )"),
                route("'vars':[['arg_x','~*','(?=a)']]", "/vars/0/2", "a regular expression of RE2; invalid"),
                route("'vars':[['arg_x','~~','(a{1000}){1000}']]", "/vars/0/2", "repetitions are written out"),
                route("'vars':[['arg_x','~~',7]]", "/vars/0/2", "a regular expression for ~~"),
                route("'vars':[['remote_addr','ipmatch',['10.0.0.0/8','x']]]", "/vars/0/2", "address: x (expected"),
                route("'vars':['OR',['arg_x','==','a']]", "/vars", "1 operands (expected: at least 2 for OR)"),
                route("'vars':[['!AND',['uri','/a'],['uri','']],['OR']]", "/vars/1", "at least 2 for OR"),
                route("'vars':" + "[".repeat(10) + "'uri','/'" + "]".repeat(10), "/vars" + "/0".repeat(8), "at most 8"),
                route("'create_time':1", "/create_time", "create_time: unknown field (known: id, name"),
                route("'prioritty':1", "/prioritty", "prioritty: unknown field (did you mean priority?)"),
                route("'a/b~c':1", "/a~1b~0c", "a/b~c: unknown field"),
                route("'name':''", "/name", "name: \"\" (expected: a text of 1 to 256 characters)"),
                route("'name':'" + "\uD83D\uDE00".repeat(200) + "'", "/name", "(expected: 1 to 256 characters)"),
                route("'desc':'" + "d".repeat(257) + "'", "/desc", "(expected: a text of at most 256 characters)"),
                route("'labels':{'a':1}", "/labels/a", "a: 1 (expected: a label's value"),
                route("'labels':{'a':''}", "/labels/a", "(expected: a label's value"),
                route("'labels':{'a b':'c'}", "/labels/a b", "\"a b\" (expected: a label's name"),
                route("'labels':{'a':'x\\u2003y'}", "/labels/a", "without white space"),
                route("'labels':[]", "/labels", "labels: an array of 0 (expected: an object"),
                route(TIMEOUT.formatted("0"), "/timeout/connect", "connect: 0 (expected: seconds: 0.001 to 86400"),
                route(TIMEOUT.formatted("0.0005"), "/timeout/connect", "(expected: seconds"),
                route(TIMEOUT.formatted("1.0005"), "/timeout/connect", "in steps of 0.001"),
                route(TIMEOUT.formatted("86401"), "/timeout/connect", "connect: 86401 (expected: seconds"),
                route(TIMEOUT.formatted("1e400"), "/timeout/connect", "connect: Infinity (expected: a number"),
                route(TIMEOUT.formatted("'1s'"), "/timeout/connect", "connect: \"1s\" (expected: seconds"),
                route("'timeout':{'connect':1,'send':1}", "/timeout/read", "read: missing (expected: seconds"),
                route("'timeout':5", "/timeout", "timeout: 5 (expected: an object of connect"),
                bad(UPSTREAM, "{}", "/nodes", "expected nodes, or discovery_type and service_name"),
                bad(UPSTREAM, "{'nodes':{}}", "/nodes", "nodes: an object of 0 (expected: 1 to 1000"),
                bad(UPSTREAM, "{'nodes':[]}", "/nodes", "nodes: an array of 0 (expected: 1 to 1000"),
                bad(UPSTREAM, "{'nodes':'a:1'}", "/nodes", "nodes: \"a:1\" (expected: 1 to 1000"),
                bad(UPSTREAM, "{'nodes':{'a':1}}", "/nodes/a", "\"a\" (expected: host:port"),
                bad(UPSTREAM, "{'nodes':{'a:0':1}}", "/nodes", "port: 0 (expected: 1..65535)"),
                bad(UPSTREAM, "{'nodes':{'a:99999':1}}", "/nodes", "port: 99999 (expected: 1..65535)"),
                bad(UPSTREAM, "{'nodes':{'a:1':-1}}", "/nodes/a:1", "a:1: -1 (expected: a weight"),
                bad(UPSTREAM, "{'nodes':{'a:1':'1'}}", "/nodes/a:1", "a:1: \"1\" (expected: a weight"),
                bad(UPSTREAM, "{'nodes':[{'host':'a'}]}", "/nodes/0/port", "port: missing (expected: a port"),
                bad(UPSTREAM, "{'nodes':[{'port':1}]}", "/nodes/0/host", "host: missing (expected: a host name"),
                bad(
                        UPSTREAM,
                        "{'nodes':[{'host':'a','port':70000}]}",
                        "/nodes/0/port",
                        "port: 70000 (expected: a port"),
                bad(UPSTREAM, "{'nodes':[{'host':'[::1]','port':1}]}", "/nodes/0/host", "without brackets"),
                bad(
                        UPSTREAM,
                        "{'nodes':[{'host':'a','port':1},{'host':'a','port':1}]}",
                        "/nodes",
                        "nodes: a:1 (expected: each host and port once)"),
                bad(
                        UPSTREAM,
                        "{'nodes':[{'host':'a','port':1,'metadata':{}}]}",
                        "/nodes/0/metadata",
                        "not supported yet"),
                bad(
                        UPSTREAM,
                        "{'nodes':[{'host':'a','port':1,'priority':1.5}]}",
                        "/nodes/0/priority",
                        "priority: 1.5 (expected: a whole number"),
                upstream("'type':'random'", "/type", "type: \"random\" (expected: roundrobin, chash, least_conn or"),
                upstream("'type':'chash'", "/key", "expected key, because type is chash"),
                upstream("'type':'chash','hash_on':'header'", "/key", "expected key, because type is chash"),
                upstream("'type':'chash','hash_on':'consumer','key':'a'", "/key", "because hash_on is consumer"),
                upstream("'type':'chash','hash_on':'ip','key':'uri'", "/hash_on", "hash_on: \"ip\" (expected: vars,"),
                upstream("'type':'chash','key':'remote_adr'", "/key", "key: remote_adr (expected: a variable such as"),
                upstream("'type':'chash','key':'arg_'", "/key", "key: arg_ (expected: a variable such as"),
                upstream("'type':'chash','hash_on':'cookie','key':'a b'", "/key", "the name of a cookie"),
                upstream("'type':'chash','hash_on':'vars_combinations','key':'uri'", "/key", "such as $host$remote"),
                upstream("'type':'chash','hash_on':'vars_combinations','key':'$x'", "/key", "such as $host$remote"),
                upstream("'hash_on':'vars'", "/type", "expected type chash, because hash_on and key have no"),
                upstream("'type':'ewma','key':'uri'", "/type", "expected type chash, because hash_on and key have no"),
                upstream("'service_name':'a','discovery_type':'dns'", "/service_name", "either nodes or service_name"),
                upstream("'discovery_type':'dns'", "/service_name", "expected service_name, the name to look up"),
                bad(UPSTREAM, "{'service_name':'a'}", "/discovery_type", "expected discovery_type, which says where"),
                bad(UPSTREAM, "{'discovery_type':'dns'}", "/service_name", "expected service_name, the name"),
                discovered(
                        "'discovery_type':'nacos','service_name':'a'", "/discovery_type", "\"nacos\" (expected: dns;"),
                discovered(
                        "'discovery_type':'dns','service_name':'a:0'", "/service_name", "a:0 (expected: host, host:"),
                discovered("'discovery_type':'dns','service_name':'_a:1'", "/service_name", "(expected: host, host:"),
                discovered("'discovery_type':'dns','service_name':'a b'", "/service_name", "(expected: host, host:"),
                upstream("'retries':-1", "/retries", "retries: -1 (expected: a whole number from 0 to 1000)"),
                upstream("'retry_timeout':-1", "/retry_timeout", "(expected: seconds: 0 to 86400"),
                upstream("'slow_start':'1m'", "/slow_start", "(expected: seconds: 0 to 86400"),
                upstream("'max_pending_requests':0", "/max_pending_requests", "0 (expected: a whole number from 1"),
                upstream("'checks':{}", "/checks/active", "active: missing (expected: an object such as"),
                upstream("'checks':{'passive':{}}", "/checks/active", "active: missing (expected: an object such as"),
                upstream(
                        "'checks':{'active':{'type':'grpc'}}",
                        "/checks/active/type",
                        "\"grpc\" (expected: http, https"),
                upstream(
                        "'checks':{'active':{'https_verify_certificate':1}}",
                        "/checks/active/https_verify_certificate",
                        "1 (expected: true or false)"),
                upstream("'checks':{'active':{'typ':1}}", "/checks/active/typ", "unknown field (did you mean type?)"),
                upstream("'checks':{'active':{'http_path':'a'}}", "/checks/active/http_path", "a path such as /health"),
                upstream(
                        "'checks':{'active':{'req_headers':['a']}}",
                        "/checks/active/req_headers",
                        "checks.active.req_headers: a (expected: Name: value)"),
                upstream(
                        "'checks':{'active':{'healthy':{'interval':0}}}",
                        "/checks/active/healthy/interval",
                        "interval: 0 (expected: seconds: 0.1 to 86400"),
                upstream(
                        "'checks':{'active':{'unhealthy':{'http_statuses':[99]}}}",
                        "/checks/active/unhealthy/http_statuses/0",
                        "99 (expected: a status"),
                upstream(
                        "'checks':{'active':{},'passive':{'healthy':{'successes':255}}}",
                        "/checks/passive/healthy/successes",
                        "successes: 255 (expected: a whole number from 0 to 254)"),
                upstream("'circuit_breaker':true", "/circuit_breaker", "circuit_breaker: true (expected: an object"),
                upstream(
                        "'circuit_breaker':{'sliding_window_size':10,'minimum_number_of_calls':11}",
                        "/circuit_breaker/minimum_number_of_calls",
                        "11 (expected: 1 to sliding_window_size)"),
                upstream(
                        "'circuit_breaker':{'failure_rate_threshold':101}",
                        "/circuit_breaker/failure_rate_threshold",
                        "101 (expected: a whole number from 1 to 100)"),
                upstream(
                        "'outlier_detection':{'base_ejection_time':30,'max_ejection_time':1}",
                        "/outlier_detection/max_ejection_time",
                        "(expected: at least base_ejection_time)"),
                upstream(
                        "'outlier_detection':{'consecutive_5xx':0}",
                        "/outlier_detection/consecutive_5xx",
                        "0 (expected: a whole number from 1 to 10000)"),
                upstream("'scheme':'kafka'", "/scheme", "scheme: \"kafka\" (expected: http, https, grpc or grpcs)"),
                upstream("'tls':{}", "/scheme", "expected scheme https or grpcs, because tls has no effect"),
                upstream("'scheme':'grpc','tls':{}", "/scheme", "expected scheme https or grpcs, because tls has no"),
                upstream("'scheme':'https','tls':{'verify':1}", "/tls/verify", "verify: 1 (expected: true or false)"),
                upstream("'scheme':'https','tls':{'ca':'x'}", "/tls/ca", "no PEM certificate (expected: -----BEGIN"),
                upstream(
                        "'scheme':'https','tls':{'client_cert_id':'a b'}", "/tls/client_cert_id", "(expected: 1 to 64"),
                upstream("'scheme':'https','tls':{'server_name':'*.a'}", "/tls/server_name", "(expected: a host name"),
                upstream("'scheme':'https','tls':{'client_key':'x'}", "/tls/client_key", "not supported yet; leave"),
                upstream("'pass_host':'drop'", "/pass_host", "pass_host: \"drop\" (expected: pass, node or rewrite)"),
                upstream(
                        "'pass_host':'rewrite'",
                        "/upstream_host",
                        "expected upstream_host, because pass_host is rewrite"),
                upstream(
                        "'upstream_host':'a'",
                        "/pass_host",
                        "expected pass_host rewrite, because upstream_host has no"),
                upstream("'pass_host':'node','upstream_host':'a'", "/pass_host", "expected pass_host rewrite, because"),
                upstream(
                        "'pass_host':'rewrite','upstream_host':'a b'",
                        "/upstream_host",
                        "(expected: a host, with a port"),
                upstream(
                        "'keepalive_pool':{'size':0}",
                        "/keepalive_pool/size",
                        "size: 0 (expected: a whole number from 1"),
                upstream("'keepalive_pool':{'sice':1}", "/keepalive_pool/sice", "did you mean size?"),
                upstream(
                        "'keepalive_pool':{'idle_timeout':-1}",
                        "/keepalive_pool/idle_timeout",
                        "(expected: seconds: 0 to"),
                bad(SERVICE, "{}", "/upstream_id", "expected exactly one of upstream_id and upstream"),
                bad(
                        SERVICE,
                        "{'upstream_id':'u','upstream':{'nodes':{'a:1':1}}}",
                        "/upstream_id",
                        "expected exactly one of upstream_id and upstream"),
                bad(
                        SERVICE,
                        "{'upstream':{}}",
                        "/upstream/nodes",
                        "expected nodes, or discovery_type and service_name"),
                bad(
                        SERVICE,
                        "{'upstream':{'nodes':{'a:1':1},'name':'n'}}",
                        "/upstream/name",
                        "name: not supported yet"),
                bad(SERVICE, "{'upstream_id':'u','host':'a'}", "/host", "host: unknown field (did you mean hosts?)"),
                bad(SERVICE, "{'upstream_id':'u','hosts':['*']}", "/hosts/0", "hosts[0]: \"*\" (expected: a host"),
                bad(GROUP, "{'region':''}", "/region", "region: \"\" (expected: a text of 1 to 64 characters)"),
                bad(GROUP, "{'name':'x'}", "/name", "name: unknown field"),
                bad(GROUP, "{'id':'other'}", "/id", "as groups/default is named"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsNamedWhereItStands(ResourceKey key, String document, String pointer, String message) {
        List<Problem> problems = problems(key, document);
        assertEquals(1, problems.size(), () -> problems.toString());
        assertEquals(pointer, problems.getFirst().pointer());
        assertTrue(problems.getFirst().message().contains(message), () -> problems.toString());
        assertFalse(problems.getFirst().message().contains("^"), "no regular expressions for people");
    }

    @Test
    void everyFaultOfAnExpressionIsListedAtOnce() {
        var problems = problems(
                ROUTE,
                "{'uri':'/','upstream_id':'u','remote_addrs':['x'],'vars':[['argx','=',[{}]],"
                        + "['OR',['uri','~~','('],['uri','>','b']],['uri']]}");
        assertEquals(
                List.of(
                        "/remote_addrs/0",
                        "/vars/0/0",
                        "/vars/0/1",
                        "/vars/0/2/0",
                        "/vars/1/1/2",
                        "/vars/1/2/2",
                        "/vars/2"),
                problems.stream().map(Problem::pointer).sorted().toList());
    }

    @Test
    void everyFaultOfADocumentIsListedAtOnce() {
        var problems = problems(
                ROUTE,
                "{'uris':['a','/*x*'],'methods':['GOT'],'priority':'x','status':7,'plugins':{},'labels':{'a':'x y'},"
                        + "'upstream':{'nodes':[{'host':'a','port':0},{'host':'b'}],'type':'random'}}");
        assertEquals(
                List.of(
                        "/labels/a",
                        "/methods/0",
                        "/plugins",
                        "/priority",
                        "/status",
                        "/upstream/nodes/0/port",
                        "/upstream/nodes/1/port",
                        "/upstream/type",
                        "/uris/0",
                        "/uris/1"),
                problems.stream().map(Problem::pointer).sorted().toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'changes':[]}",
                "{'changes':{}}",
                "{}",
                "[]",
                "{'changes':[5]}",
                "{'changes':[{'op':'put'}]}",
                "{'changes':[{'op':'putt','kind':'routes','id':'a','value':{}}]}",
                "{'changes':[{'op':'put','kind':'plugins','id':'a','value':{}}]}",
                "{'changes':[{'op':'put','kind':'routes','id':'..','value':{}}]}",
                "{'changes':[{'op':'delete','kind':'routes','id':'a','value':{}}]}",
                "{'changes':[{'op':'delete','kind':'routes'}]}",
                "{'reason':5,'changes':[{'op':'delete','kind':'routes','id':'a'}]}",
                "{'raison':'x','changes':[{'op':'delete','kind':'routes','id':'a'}]}"
            })
    void aChangesetThatIsNoneIsRefused(String body) {
        assertThrows(InvalidDocumentException.class, () -> ChangesetDocument.read(BASIS, json(body), documents));
    }

    @Test
    void faultsOfAChangesetPointIntoTheBody() {
        var refused = assertThrows(
                InvalidDocumentException.class,
                () -> ChangesetDocument.read(
                        BASIS,
                        json("{'changes':[{'op':'delete','kind':'routes','id':'a'},"
                                + "{'op':'put','kind':'routes','id':'b','value':{'uri':'x','upstream_id':'u'}},"
                                + "{'op':'put','kind':'upstreams','id':'u','value':{'nodes':{'a:b':1}}}]}"),
                        documents));
        assertEquals(
                List.of("/changes/1/value/uri", "/changes/2/value/nodes/a:b"),
                refused.problems().stream().map(Problem::pointer).toList());
    }

    @Test
    void faultsBeyondAThousandAreCounted() {
        String change = "{'op':'put','kind':'routes','id':'b','value':{}}";
        var refused = assertThrows(
                InvalidDocumentException.class,
                () -> ChangesetDocument.read(
                        BASIS, json("{'changes':[" + (change + ",").repeat(699) + change + "]}"), documents));
        assertEquals(1_000, refused.problems().size());
        assertEquals(400, refused.omitted());
    }

    private List<Problem> problems(ResourceKey key, String document) {
        return assertThrows(InvalidDocumentException.class, () -> documents.read(BASIS, key, json(document)))
                .problems();
    }

    private static JsonNode json(String text) {
        return Json.parse(text.replace('\'', '"').getBytes(UTF_8));
    }

    private static Arguments bad(ResourceKey key, String document, String pointer, String message) {
        return Arguments.of(key, document, pointer, message);
    }

    private static Arguments route(String fields, String pointer, String message) {
        return bad(ROUTE, "{'uri':'/','upstream_id':'u'," + fields + "}", pointer, message);
    }

    private static Arguments sampling(String fields, String pointer, String message) {
        return bad(GROUP, "{'access_sampling':{" + fields + "}}", "/access_sampling" + pointer, message);
    }

    private static Arguments upstream(String fields, String pointer, String message) {
        return bad(UPSTREAM, "{'nodes':{'a:1':1}," + fields + "}", pointer, message);
    }

    /** Without nodes. */
    private static Arguments discovered(String fields, String pointer, String message) {
        return bad(UPSTREAM, "{" + fields + "}", pointer, message);
    }
}
