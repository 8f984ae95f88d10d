-- A show file of version 1 (the show of tests/show/example.py), as a dump.
BEGIN TRANSACTION;
CREATE TABLE as_run_entries (
	sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	event TEXT NOT NULL, 
	at_wall TEXT NOT NULL, 
	at_steady_us INTEGER NOT NULL, 
	at_boot TEXT NOT NULL, 
	run_id TEXT NOT NULL, 
	id TEXT NOT NULL, 
	item_id TEXT NOT NULL, 
	number TEXT NOT NULL, 
	title TEXT NOT NULL, 
	scene TEXT NOT NULL, 
	planned_start TEXT, 
	planned_ms INTEGER, 
	added_ms INTEGER NOT NULL, 
	proof TEXT NOT NULL, 
	author TEXT NOT NULL, 
	mode TEXT NOT NULL, 
	sentence TEXT NOT NULL, 
	UNIQUE (id)
);
CREATE TABLE check_results (
	sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at_wall TEXT NOT NULL, 
	at_steady_us INTEGER NOT NULL, 
	at_boot TEXT NOT NULL, 
	feed_id TEXT NOT NULL, 
	"check" TEXT NOT NULL, 
	verdict TEXT NOT NULL, 
	id TEXT NOT NULL, 
	value TEXT NOT NULL, 
	threshold TEXT NOT NULL, 
	author TEXT NOT NULL, 
	UNIQUE (id)
);
CREATE TABLE contributors (
	name TEXT NOT NULL, 
	id TEXT NOT NULL, 
	role TEXT NOT NULL, 
	place TEXT NOT NULL, 
	zone TEXT NOT NULL, 
	languages TEXT NOT NULL, 
	phones TEXT NOT NULL, 
	thin_line INTEGER NOT NULL, 
	available_from TEXT, 
	available_until TEXT, 
	return TEXT NOT NULL, 
	consent TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "contributors" VALUES('Amina','amina','','Kinshasa','Africa/Kinshasa','["fr","sw"]','[{"number":"+243 000","label":"mobile"}]',1,'2026-05-04T13:00:00.000000Z',NULL,'{"kind":"none","address":"","mix_minus_by":"","delay_ms":null}','{"name":true,"place":true,"face":true,"live":true,"recording":true,"clips":true,"noted_by":"","noted_at":null}',0);
INSERT INTO "contributors" VALUES('Ravi','ravi','','New Delhi','Asia/Kolkata','[]','[]',0,NULL,NULL,'{"kind":"none","address":"","mix_minus_by":"","delay_ms":null}','{"name":true,"place":true,"face":true,"live":true,"recording":true,"clips":true,"noted_by":"","noted_at":null}',1);
CREATE TABLE custom_columns (
	title TEXT NOT NULL, 
	id TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "custom_columns" VALUES('Camera','cam',0);
INSERT INTO "custom_columns" VALUES('Light','light',1);
CREATE TABLE edits (
	sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at_wall TEXT NOT NULL, 
	at_steady_us INTEGER NOT NULL, 
	at_boot TEXT NOT NULL, 
	name TEXT NOT NULL, 
	id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	author TEXT NOT NULL, 
	UNIQUE (id)
);
CREATE TABLE feeds (
	name TEXT NOT NULL, 
	id TEXT NOT NULL, 
	contributor_id TEXT NOT NULL, 
	role TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	"primary" TEXT NOT NULL, 
	backup TEXT NOT NULL, 
	latency_ms INTEGER NOT NULL, 
	gateway INTEGER NOT NULL, 
	expected TEXT NOT NULL, 
	obs_input TEXT NOT NULL, 
	credential TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "feeds" VALUES('Kinshasa','kin','amina','contribution','address','srt://0.0.0.0:9000?mode=listener','',200,1,'{"codec":"","width":null,"height":null,"rate":null,"kbps":null}','Kinshasa cam','',0);
INSERT INTO "feeds" VALUES('New Delhi','del','ravi','contribution','address','rtmp://0.0.0.0:1935/live','',200,1,'{"codec":"","width":null,"height":null,"rate":null,"kbps":null}','','',1);
INSERT INTO "feeds" VALUES('Studio','stu','','contribution','obs-source','','',200,1,'{"codec":"","width":null,"height":null,"rate":null,"kbps":null}','Mic 1','',2);
CREATE TABLE groups (
	title TEXT NOT NULL, 
	id TEXT NOT NULL, 
	notes TEXT NOT NULL, 
	colour TEXT NOT NULL, 
	order_id TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "groups" VALUES('Talks','talk','','','order',0);
INSERT INTO "groups" VALUES('Answers','ask','','','order',1);
INSERT INTO "groups" VALUES('Later','e','','','order',2);
CREATE TABLE incidents (
	sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at_wall TEXT NOT NULL, 
	at_steady_us INTEGER NOT NULL, 
	at_boot TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	sentence TEXT NOT NULL, 
	id TEXT NOT NULL, 
	event TEXT NOT NULL, 
	severity TEXT NOT NULL, 
	author TEXT NOT NULL, 
	UNIQUE (id)
);
INSERT INTO "incidents" VALUES(1,'2026-05-04T14:00:07.000000Z',7000000,'boot','n:7','Incident 7.','e5f1b6e981ae419094eabf8851de1682','raised','alarm','{"seat":"producer","person":"","via":"key"}');
CREATE TABLE items (
	title TEXT NOT NULL, 
	id TEXT NOT NULL, 
	number TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	group_id TEXT NOT NULL, 
	planned_ms INTEGER NOT NULL, 
	minimum_ms INTEGER, 
	may_be_dropped INTEGER NOT NULL, 
	hard_start TEXT, 
	lock TEXT NOT NULL, 
	delay_before_ms INTEGER NOT NULL, 
	flag INTEGER NOT NULL, 
	count_to_end INTEGER NOT NULL, 
	at_end TEXT NOT NULL, 
	end_shot_id TEXT NOT NULL, 
	scene TEXT NOT NULL, 
	heard TEXT, 
	transition TEXT, 
	feed_ids TEXT NOT NULL, 
	lower_third TEXT, 
	studio_shot TEXT NOT NULL, 
	ladder TEXT NOT NULL, 
	fallback_armed INTEGER NOT NULL, 
	clip TEXT, 
	first_words TEXT NOT NULL, 
	last_words TEXT NOT NULL, 
	language TEXT NOT NULL, 
	interpretation TEXT NOT NULL, 
	notes TEXT NOT NULL, 
	colour TEXT NOT NULL, 
	floated INTEGER NOT NULL, 
	warning_ms INTEGER NOT NULL, 
	danger_ms INTEGER NOT NULL, 
	custom TEXT NOT NULL, 
	order_id TEXT NOT NULL, 
	shelf INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "items" VALUES('Opening','open','','studio','',120000,NULL,0,NULL,'duration',0,0,0,'wait','','Studio wide',NULL,NULL,'[]',NULL,'','[]',0,NULL,'','','','','','',0,120000,60000,'{}','order',0,0);
INSERT INTO "items" VALUES('Kinshasa','k','','live','talk',300000,180000,0,NULL,'duration',0,0,0,'cut-to-shot','k2','Kinshasa','["Mic 1","Kinshasa cam"]','{"kind":"fade_transition","name":"Fade","length":800}','["kin"]','{"name":"Amina","role":"Nurse"}','Studio wide','[{"rung":"backup","target":"kin"},{"rung":"swap","target":"d"}]',0,NULL,'','','','','','',0,120000,60000,'{"cam":"2"}','order',0,1);
INSERT INTO "items" VALUES('New Delhi','d','','live','talk',300000,NULL,0,NULL,'duration',0,0,0,'wait','','',NULL,NULL,'["del"]',NULL,'','[]',0,NULL,'','','','','','',0,120000,60000,'{}','order',0,2);
INSERT INTO "items" VALUES('Questions','q','','questions','ask',480000,NULL,0,NULL,'duration',0,0,0,'wait','','',NULL,NULL,'[]',NULL,'','[]',0,NULL,'','','','','','',0,120000,60000,'{}','order',0,3);
INSERT INTO "items" VALUES('Film','f','','live','',180000,NULL,0,'{"at":"10:30:00","day":0,"fold":0}','duration',0,0,0,'wait','','',NULL,NULL,'[]',NULL,'','[]',0,'{"file":"film.mkv","length":181000}','','','','','','',1,120000,60000,'{}','order',0,4);
INSERT INTO "items" VALUES('Spare','s','','live','talk',60000,NULL,0,NULL,'duration',0,0,0,'wait','','',NULL,NULL,'[]',NULL,'','[]',0,NULL,'','','','','','',0,120000,60000,'{}','order',1,0);
CREATE TABLE message_presets (
	text TEXT NOT NULL, 
	id TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "message_presets" VALUES('Wrap up','wrap',0);
INSERT INTO "message_presets" VALUES('Louder','loud',1);
CREATE TABLE meta (
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('show_id','show');
INSERT INTO "meta" VALUES('made_by','control-panel 0.1.0');
CREATE TABLE playhead (
	id INTEGER NOT NULL CHECK (id = 1), 
	value TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "playhead" VALUES(1,'{"mode": "live", "mode_since": null, "on_air": {"item_id": "k", "started_at": {"wall": "2026-05-04T14:00:01.000000Z", "steady_us": 1000000, "boot": "boot"}, "id": "8b6e375a34784ec4b6827a98a1f4d073", "planned": 0, "planned_start": null, "confirmed_at": null, "proof": "", "author": {"seat": "producer", "person": "", "via": "key"}, "added": 0, "ended_at": null, "in_error": false}, "taking": null, "cutting": null, "waiting": null, "next_id": "", "next_by_hand": false, "next_changed_at": null, "held": false, "picture": null, "before": null, "undone": null, "name_up": "", "on_air_at": null, "last_take_at": null, "end_served": "", "offer": null, "astray": null, "runs": []}');
CREATE TABLE running_orders (
	title TEXT NOT NULL, 
	id TEXT NOT NULL, 
	version TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "running_orders" VALUES('Running order','order','A',0);
CREATE TABLE shot_entries (
	sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at_wall TEXT NOT NULL, 
	at_steady_us INTEGER NOT NULL, 
	at_boot TEXT NOT NULL, 
	scene TEXT NOT NULL, 
	id TEXT NOT NULL, 
	run_id TEXT NOT NULL, 
	item_id TEXT NOT NULL, 
	shot_id TEXT NOT NULL, 
	ended_at_wall TEXT, 
	ended_at_steady_us INTEGER, 
	ended_at_boot TEXT, 
	transition TEXT, 
	proof TEXT NOT NULL, 
	author TEXT NOT NULL, 
	mode TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	UNIQUE (id)
);
CREATE TABLE shots (
	scene TEXT NOT NULL, 
	id TEXT NOT NULL, 
	"key" INTEGER, 
	name TEXT NOT NULL, 
	heard TEXT, 
	item_id TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "shots" VALUES('Kinshasa','k1',1,'','["Kinshasa cam"]','k',0);
INSERT INTO "shots" VALUES('Studio wide','k2',2,'',NULL,'k',1);
INSERT INTO "shots" VALUES('Holding','k3',NULL,'',NULL,'k',2);
CREATE TABLE shows (
	title TEXT NOT NULL, 
	date TEXT NOT NULL, 
	zone TEXT NOT NULL, 
	id TEXT NOT NULL, 
	description TEXT NOT NULL, 
	on_air TEXT NOT NULL, 
	off_air TEXT, 
	holding_scene TEXT NOT NULL, 
	closing_scene TEXT NOT NULL, 
	name_input TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "shows" VALUES('One question','2026-05-04','America/New_York','show','','{"at":"10:00:00","day":0,"fold":0}','{"at":"11:00:00","day":0,"fold":0}','Holding','','Name');
CREATE TRIGGER as_run_entries_no_update BEFORE UPDATE ON as_run_entries BEGIN SELECT RAISE(ABORT, 'as_run_entries is append-only'); END;
CREATE TRIGGER as_run_entries_no_delete BEFORE DELETE ON as_run_entries BEGIN SELECT RAISE(ABORT, 'as_run_entries is append-only'); END;
CREATE TRIGGER shot_entries_no_update BEFORE UPDATE ON shot_entries BEGIN SELECT RAISE(ABORT, 'shot_entries is append-only'); END;
CREATE TRIGGER shot_entries_no_delete BEFORE DELETE ON shot_entries BEGIN SELECT RAISE(ABORT, 'shot_entries is append-only'); END;
CREATE TRIGGER incidents_no_update BEFORE UPDATE ON incidents BEGIN SELECT RAISE(ABORT, 'incidents is append-only'); END;
CREATE TRIGGER incidents_no_delete BEFORE DELETE ON incidents BEGIN SELECT RAISE(ABORT, 'incidents is append-only'); END;
CREATE TRIGGER check_results_no_update BEFORE UPDATE ON check_results BEGIN SELECT RAISE(ABORT, 'check_results is append-only'); END;
CREATE TRIGGER check_results_no_delete BEFORE DELETE ON check_results BEGIN SELECT RAISE(ABORT, 'check_results is append-only'); END;
CREATE TRIGGER edits_no_update BEFORE UPDATE ON edits BEGIN SELECT RAISE(ABORT, 'edits is append-only'); END;
CREATE TRIGGER edits_no_delete BEFORE DELETE ON edits BEGIN SELECT RAISE(ABORT, 'edits is append-only'); END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('incidents',1);
COMMIT;
