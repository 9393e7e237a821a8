/** Configurations that nginx reads, between them with everything that its language has. */
export const validConfigurations: readonly string[] = [
  `# main
user  www-data;
events { worker_connections 768; }
http {
    map $http_upgrade $connection_upgrade {
        default upgrade;
        ''      '';
    }
    log_format main '$remote_addr - [$time_local] "$request" '
                    '$status \${request_time}';
    server {
        listen 443 ssl; # here
        location ~ "^/(\\d{1,3}\\.)+x$" {
            proxy_pass "http://\${host}:8080/a b";
            if ($http_x = "y") { return 403 "no\\n"; }
        }
    }
}
`,
  'events{}\r\nhttp{\r\n\tserver{listen 80;location /{return 200 \'{"a": 1}\';}}\r\n}\r\n',
  `http { init_by_lua_block {
    local t = { "}", '{', [==[ ]] } ]==] } -- }
} include x/*.conf; server { set_by_lua_block $a { return "\\"}" } } }`,
  'a "multi\nline;\n{" b\\;c\\ d $${{x}} e#f;\n#end',
];
