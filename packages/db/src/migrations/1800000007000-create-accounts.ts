import type { QueryRunner } from "typeorm";
import type { RoleNames } from "../connection/roles.ts";
import { dropTables, type HomeMigration, rolesOf, runInHome } from "./home.ts";

/**
 * Persons, their sessions, passwords and second factors, in the schema `auth` of the platform's home. The tables are
 * those that better-auth needs, with our types and names (`docs/accounts.md`). The outbox of account events and the
 * counters of tries are tables of the platform.
 */
export class CreateAccounts1800000007000 implements HomeMigration {
  readonly name = "CreateAccounts1800000007000";
  readonly home = "platform";

  async up(runner: QueryRunner): Promise<void> {
    await runInHome(runner, AUTH_TABLES);
    await runInHome(runner, TABLES);
    await runInHome(runner, rightsOf(rolesOf(runner)));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP SCHEMA auth CASCADE");
    await dropTables(runner, "auth_events", "try_counters");
  }
}

const AUTH_TABLES = `
  CREATE SCHEMA auth;

  CREATE TABLE auth."user" (
    id uuid NOT NULL,
    name text NOT NULL,
    -- In the form of normalEmail: lower case, NFC, without spaces around it.
    email text NOT NULL,
    email_verified boolean NOT NULL,
    image text,
    two_factor_enabled boolean NOT NULL DEFAULT false,
    created_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL,
    CONSTRAINT user_pkey PRIMARY KEY (id),
    CONSTRAINT user_email_key UNIQUE (email)
  );

  CREATE TABLE auth.session (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    -- The SHA-256 of the token, so that a reader of the table cannot use a session.
    token text NOT NULL,
    -- Idle sessions end: each use moves it, up to a maximum after created_at.
    expires_at timestamptz(3) NOT NULL,
    -- When the person last showed the password, or the second factor.
    confirmed_at timestamptz(3) NOT NULL,
    -- Whether its person showed a second factor in it.
    with_second_factor boolean NOT NULL DEFAULT false,
    ip_address text,
    user_agent text,
    created_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL,
    CONSTRAINT session_pkey PRIMARY KEY (id),
    CONSTRAINT session_token_key UNIQUE (token),
    CONSTRAINT session_token_hashed CHECK (token ~ '^h_[A-Za-z0-9_-]{43}$'),
    CONSTRAINT session_user_fkey FOREIGN KEY (user_id) REFERENCES auth."user" (id) ON DELETE CASCADE
  );
  CREATE INDEX session_user_idx ON auth.session (user_id);

  -- The ways in which a person signs in: a password, or an account elsewhere.
  CREATE TABLE auth.account (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    account_id text NOT NULL,
    provider_id text NOT NULL,
    access_token text,
    refresh_token text,
    id_token text,
    access_token_expires_at timestamptz(3),
    refresh_token_expires_at timestamptz(3),
    scope text,
    password text,
    created_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL,
    CONSTRAINT account_pkey PRIMARY KEY (id),
    CONSTRAINT account_provider_key UNIQUE (provider_id, account_id),
    CONSTRAINT account_user_fkey FOREIGN KEY (user_id) REFERENCES auth."user" (id) ON DELETE CASCADE
  );
  CREATE INDEX account_user_idx ON auth.account (user_id);

  -- What a link or a cookie of a flow may do once: the identifier is hashed.
  CREATE TABLE auth.verification (
    -- better-auth derives some ids from what they stand for.
    id text NOT NULL,
    identifier text NOT NULL,
    value text NOT NULL,
    expires_at timestamptz(3) NOT NULL,
    created_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL,
    CONSTRAINT verification_pkey PRIMARY KEY (id)
  );
  CREATE INDEX verification_identifier_idx ON auth.verification (identifier);

  -- Both secrets are encrypted with SCRIP_AUTH_SECRET.
  CREATE TABLE auth.two_factor (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    secret text NOT NULL,
    backup_codes text NOT NULL,
    verified boolean NOT NULL DEFAULT true,
    failed_verification_count integer NOT NULL DEFAULT 0,
    locked_until timestamptz(3),
    CONSTRAINT two_factor_pkey PRIMARY KEY (id),
    CONSTRAINT two_factor_user_key UNIQUE (user_id),
    CONSTRAINT two_factor_user_fkey FOREIGN KEY (user_id) REFERENCES auth."user" (id) ON DELETE CASCADE
  );

  -- A code of an authenticator is good once. The code is hashed with the person's id.
  CREATE TABLE auth.used_code (
    user_id uuid NOT NULL,
    code_hash bytea NOT NULL,
    used_at timestamptz(3) NOT NULL,
    CONSTRAINT used_code_pkey PRIMARY KEY (user_id, code_hash),
    CONSTRAINT used_code_hash_size CHECK (length(code_hash) = 32),
    CONSTRAINT used_code_user_fkey FOREIGN KEY (user_id) REFERENCES auth."user" (id) ON DELETE CASCADE
  );
`;

const TABLES = `
  -- What happened to accounts, until it is in the audit log.
  CREATE TABLE auth_events (
    id uuid NOT NULL,
    at timestamptz(3) NOT NULL,
    action text NOT NULL,
    -- Null if an attempt named no account.
    person_id uuid,
    session_id uuid,
    outcome text NOT NULL,
    address text,
    user_agent text,
    request_id text,
    relayed_at timestamptz(3),
    CONSTRAINT auth_events_pkey PRIMARY KEY (id),
    CONSTRAINT auth_events_outcome CHECK (outcome IN ('done', 'denied'))
  );
  CREATE INDEX auth_events_waiting_idx ON auth_events (id) WHERE relayed_at IS NULL;

  -- The tries of an account, an address or a link in a window of time.
  CREATE TABLE try_counters (
    name bytea NOT NULL,
    tries integer NOT NULL,
    ends_at timestamptz(3) NOT NULL,
    CONSTRAINT try_counters_pkey PRIMARY KEY (name),
    CONSTRAINT try_counters_name_size CHECK (length(name) = 32),
    CONSTRAINT try_counters_tries CHECK (tries > 0)
  );
  CREATE INDEX try_counters_ends_idx ON try_counters (ends_at);
`;

function rightsOf({ app, worker }: RoleNames): string {
  return `
    GRANT USAGE ON SCHEMA auth TO ${app}, ${worker};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA auth TO ${app};
    -- The worker reads whom a mail greets, and finishes an interrupted erasure of a person.
    GRANT SELECT ON auth."user" TO ${worker};
    GRANT UPDATE (name, email, email_verified, two_factor_enabled, image, updated_at) ON auth."user" TO ${worker};
    GRANT SELECT (user_id), DELETE ON auth.session, auth.account, auth.two_factor, auth.used_code TO ${worker};
    GRANT SELECT (value), DELETE ON auth.verification TO ${worker};
    GRANT SELECT, INSERT, UPDATE (address, user_agent) ON auth_events TO ${app};
    GRANT SELECT, UPDATE (address, user_agent, relayed_at) ON auth_events TO ${worker};
    GRANT SELECT, INSERT, UPDATE, DELETE ON try_counters TO ${app};
  `;
}
