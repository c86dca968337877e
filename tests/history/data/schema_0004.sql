BEGIN TRANSACTION;
CREATE TABLE coach_schema (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT coach_schema_pkc PRIMARY KEY (version_num)
);
INSERT INTO "coach_schema" VALUES('0004');
CREATE TABLE findings (
	set_id INTEGER NOT NULL, 
	rep INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	"check" TEXT NOT NULL, 
	grade TEXT NOT NULL, 
	value DOUBLE, 
	unit TEXT NOT NULL, 
	severity SMALLINT NOT NULL, 
	CONSTRAINT pk_findings PRIMARY KEY (set_id, rep, number), 
	CONSTRAINT fk_findings_reps FOREIGN KEY(set_id, rep) REFERENCES reps (set_id, number) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "findings" VALUES(1,2,0,'clam_roll_back','fault',24.5,'deg',3);
CREATE TABLE measured (
	set_id INTEGER NOT NULL, 
	rep INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	"check" TEXT NOT NULL, 
	value DOUBLE, 
	CONSTRAINT pk_measured PRIMARY KEY (set_id, rep, number), 
	CONSTRAINT fk_measured_reps FOREIGN KEY(set_id, rep) REFERENCES reps (set_id, number) ON DELETE CASCADE
)
 WITHOUT ROWID

;
CREATE TABLE not_counted (
	session_id INTEGER NOT NULL, 
	start_s DOUBLE NOT NULL, 
	end_s DOUBLE NOT NULL, 
	set_id INTEGER, 
	reason TEXT NOT NULL, 
	value DOUBLE, 
	unit TEXT NOT NULL, because TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_not_counted PRIMARY KEY (session_id, start_s, end_s), 
	CONSTRAINT fk_not_counted_sessions FOREIGN KEY(session_id) REFERENCES sessions (id) ON DELETE CASCADE, 
	CONSTRAINT fk_not_counted_sets FOREIGN KEY(set_id) REFERENCES sets (id) ON DELETE CASCADE
);
INSERT INTO "not_counted" VALUES(1,40.0,41.5,1,'too_small',6.0,'deg','');
CREATE TABLE people (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name TEXT NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT uq_people_name UNIQUE (name)
);
INSERT INTO "people" VALUES(1,'Ada','2026-03-01 10:00:00.000000');
INSERT INTO "people" VALUES(2,'Bob','2026-03-01 11:00:00.000000');
CREATE TABLE reps (
	set_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	start_s DOUBLE, 
	peak_s DOUBLE, 
	end_s DOUBLE, 
	concentric_s DOUBLE, 
	hold_s DOUBLE, 
	eccentric_s DOUBLE, 
	range_of_motion DOUBLE, 
	unit TEXT NOT NULL, 
	good BOOLEAN NOT NULL, range_error DOUBLE, 
	CONSTRAINT pk_reps PRIMARY KEY (set_id, number), 
	CONSTRAINT fk_reps_sets FOREIGN KEY(set_id) REFERENCES sets (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "reps" VALUES(1,1,6.0,8.5,11.0,2.0,1.0,2.0,31.25,'deg',1,NULL);
INSERT INTO "reps" VALUES(1,2,12.0,14.5,17.0,2.0,1.0,2.0,NULL,'deg',0,NULL);
CREATE TABLE sessions (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	person_id INTEGER NOT NULL, 
	started_at DATETIME NOT NULL, 
	utc_offset_min SMALLINT NOT NULL, 
	day DATE NOT NULL, 
	ended_at DATETIME, 
	source TEXT NOT NULL, 
	source_sha256 TEXT NOT NULL, 
	model TEXT NOT NULL, 
	version TEXT NOT NULL, 
	notes TEXT NOT NULL, pain_next_day SMALLINT CONSTRAINT ck_sessions_pain_next_day CHECK (pain_next_day BETWEEN 0 AND 10), 
	CONSTRAINT fk_sessions_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
INSERT INTO "sessions" VALUES(1,1,'2026-03-02 17:00:00.000000',60,'2026-03-02','2026-03-02 17:30:00.000000','live','','full','0.1.0','good day',2);
INSERT INTO "sessions" VALUES(2,2,'2026-03-04 17:00:00.000000',60,'2026-03-04',NULL,'live','','full','0.1.0','',NULL);
CREATE TABLE sets (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	session_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	exercise TEXT NOT NULL, 
	side TEXT NOT NULL, 
	"view" TEXT NOT NULL, 
	start_s DOUBLE, 
	end_s DOUBLE, 
	finished BOOLEAN NOT NULL, 
	rung TEXT NOT NULL, 
	band TEXT NOT NULL, 
	weight_kg DOUBLE NOT NULL, 
	target_reps SMALLINT, 
	reserve SMALLINT, 
	pain SMALLINT, 
	notes TEXT NOT NULL, 
	CONSTRAINT uq_sets_session_id UNIQUE (session_id, number), 
	CONSTRAINT ck_sets_side CHECK (side IN ('left', 'right', 'both')), 
	CONSTRAINT ck_sets_reserve CHECK (reserve >= 0), 
	CONSTRAINT ck_sets_pain CHECK (pain BETWEEN 0 AND 10), 
	CONSTRAINT fk_sets_sessions FOREIGN KEY(session_id) REFERENCES sessions (id) ON DELETE CASCADE
);
INSERT INTO "sets" VALUES(1,1,1,'clamshell','left','side_lying_diag',6.0,17.0,1,'light band above the knees','light',0.5,10,2,1,'easy');
INSERT INTO "sets" VALUES(2,2,1,'side_lying_raise','right','',NULL,NULL,0,'','',0.0,NULL,NULL,NULL,'');
CREATE TABLE settings (
	person_id INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_settings PRIMARY KEY (person_id, "key"), 
	CONSTRAINT fk_settings_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
);
INSERT INTO "settings" VALUES(1,'voice','{"volume": 0.5}');
CREATE TABLE tracks (
	set_id INTEGER NOT NULL, 
	data BLOB NOT NULL, 
	CONSTRAINT pk_tracks PRIMARY KEY (set_id), 
	CONSTRAINT fk_tracks_sets FOREIGN KEY(set_id) REFERENCES sets (id) ON DELETE CASCADE
);
INSERT INTO "tracks" VALUES(1,X'6120747261636B');
CREATE TABLE unjudged (
	set_id INTEGER NOT NULL, 
	rep INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	"check" TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	CONSTRAINT pk_unjudged PRIMARY KEY (set_id, rep, number), 
	CONSTRAINT fk_unjudged_reps FOREIGN KEY(set_id, rep) REFERENCES reps (set_id, number) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "unjudged" VALUES(1,2,0,'clam_hip_share','The camera looks square at you.');
CREATE TABLE warnings (
	session_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	message TEXT NOT NULL, 
	CONSTRAINT pk_warnings PRIMARY KEY (session_id, number), 
	CONSTRAINT fk_warnings_sessions FOREIGN KEY(session_id) REFERENCES sessions (id) ON DELETE CASCADE
);
INSERT INTO "warnings" VALUES(1,1,'dark','It is dark: switch on a light.');
CREATE INDEX ix_sessions_person_id ON sessions (person_id, day);
CREATE INDEX ix_not_counted_set_id ON not_counted (set_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('people',2);
INSERT INTO "sqlite_sequence" VALUES('sessions',2);
INSERT INTO "sqlite_sequence" VALUES('sets',2);
COMMIT;
