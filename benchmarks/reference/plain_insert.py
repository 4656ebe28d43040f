"""One row an INSERT, one INSERT a commit, into a bare table."""

TABLE = "CREATE TABLE plain (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body bytea NOT NULL)"
INSERT = "INSERT INTO plain (body) VALUES (%s)"
