-- Schema 15: made by build/schema_sql.py from db/versions, to read and compare; nothing is built from it.

CREATE TABLE agreement_parties (
    id INTEGER NOT NULL,
    owner_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    role VARCHAR,
    name VARCHAR,
    person VARCHAR,
    phone VARCHAR,
    capacity VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(owner_id) REFERENCES agreements (id)
);

CREATE TABLE agreements (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    "on" DATE NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    voided_at DATETIME,
    voided_by VARCHAR,
    void_reason TEXT,
    agr_no VARCHAR,
    version INTEGER,
    template_id VARCHAR,
    from_on DATE,
    to_on DATE,
    visit_interval INTEGER,
    offers JSON,
    extra TEXT,
    state VARCHAR,
    signed_on DATE,
    scan INTEGER,
    refused_on DATE,
    refusal_reason VARCHAR,
    refusal_note TEXT,
    explained_by VARCHAR,
    witness VARCHAR,
    ended_on DATE,
    end_reason VARCHAR,
    document_id VARCHAR,
    printed_on DATE,
    pdf INTEGER,
    pdf_sha256 VARCHAR,
    pages INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES cases (id),
    FOREIGN KEY(pdf) REFERENCES attachments (id),
    FOREIGN KEY(scan) REFERENCES attachments (id)
);

CREATE TABLE approvals (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    "on" DATE NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    voided_at DATETIME,
    voided_by VARCHAR,
    void_reason TEXT,
    matter VARCHAR,
    approver VARCHAR,
    office VARCHAR,
    decided_on DATE,
    number VARCHAR,
    granted BOOLEAN,
    opinion TEXT, step VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE assessment_rounds (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    "on" DATE NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    voided_at DATETIME,
    voided_by VARCHAR,
    void_reason TEXT,
    kind VARCHAR,
    opened_on DATE,
    event TEXT,
    members JSON,
    quorum INTEGER,
    closed_on DATE,
    closed_why VARCHAR,
    instrument_id VARCHAR NOT NULL,
    instrument_text INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES cases (id),
    FOREIGN KEY(instrument_text) REFERENCES instrument_texts (id)
);

CREATE TABLE assessment_sheets (
    id INTEGER NOT NULL,
    round_id INTEGER NOT NULL,
    member VARCHAR NOT NULL,
    answers JSON NOT NULL,
    note TEXT,
    came_at DATETIME NOT NULL,
    late BOOLEAN NOT NULL,
    admitted BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(round_id) REFERENCES assessment_rounds (id),
    CONSTRAINT uq_assessment_sheets UNIQUE (round_id, member)
);

CREATE TABLE assessments (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    "on" DATE NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    voided_at DATETIME,
    voided_by VARCHAR,
    void_reason TEXT,
    kind VARCHAR,
    event TEXT,
    meeting_on DATE,
    present JSON,
    absent JSON,
    self_statement TEXT,
    triggers JSON,
    decided VARCHAR,
    reason TEXT,
    effective_on DATE,
    next_on DATE,
    approved_by JSON,
    remark TEXT,
    instrument_id VARCHAR NOT NULL,
    instrument_text INTEGER,
    sheets JSON,
    agreed JSON,
    spread_note JSON,
    needs JSON,
    points JSON,
    score INTEGER,
    suggested VARCHAR,
    why JSON, next_why VARCHAR, round_id INTEGER REFERENCES assessment_rounds (id),
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES cases (id),
    FOREIGN KEY(instrument_text) REFERENCES instrument_texts (id)
);

CREATE TABLE attachment_chunks (
    digest BLOB NOT NULL,
    n INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (digest, n)
);

CREATE TABLE attachments (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    media_type VARCHAR NOT NULL,
    size INTEGER NOT NULL,
    digest BLOB NOT NULL,
    added_at DATETIME NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE audit (
    seq INTEGER NOT NULL,
    at DATETIME NOT NULL,
    suspect BOOLEAN NOT NULL,
    user VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    object VARCHAR NOT NULL,
    "before" BLOB,
    "after" BLOB,
    changed BLOB,
    summary TEXT NOT NULL,
    prev_mac BLOB NOT NULL,
    mac BLOB NOT NULL,
    PRIMARY KEY (seq)
);

CREATE TABLE base_stays (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    "on" DATE NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    voided_at DATETIME,
    voided_by VARCHAR,
    void_reason TEXT,
    base VARCHAR,
    base_kind VARCHAR,
    reason VARCHAR,
    applied_on DATE,
    approved_by VARCHAR,
    in_on DATE,
    planned_out DATE,
    job VARCHAR,
    training VARCHAR,
    allowance INTEGER,
    account TEXT,
    out_on DATE,
    out_to VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE campaign_people (
    id INTEGER NOT NULL,
    campaign_id INTEGER NOT NULL,
    about_id INTEGER NOT NULL,
    village VARCHAR,
    level VARCHAR,
    added_on DATE NOT NULL,
    later BOOLEAN NOT NULL,
    note TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(campaign_id) REFERENCES campaigns (id),
    FOREIGN KEY(about_id) REFERENCES cases (id)
);

CREATE TABLE campaigns (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    starts DATE NOT NULL,
    ends DATE NOT NULL,
    levels JSON,
    villages JSON,
    workers JSON,
    by_hand BOOLEAN NOT NULL,
    ways JSON,
    remark TEXT,
    closed_on DATE,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE card_counts (
    "key" VARCHAR NOT NULL,
    cards INTEGER NOT NULL,
    PRIMARY KEY ("key")
);

CREATE TABLE card_words (
    word VARCHAR NOT NULL,
    case_id INTEGER NOT NULL,
    PRIMARY KEY (word, case_id)
)
 WITHOUT ROWID;

CREATE TABLE case_cards (
    case_id INTEGER NOT NULL,
    no VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    name_key VARCHAR NOT NULL,
    pinyin VARCHAR NOT NULL,
    initials VARCHAR NOT NULL,
    id_no VARCHAR,
    sex VARCHAR,
    birth_date DATE,
    state VARCHAR NOT NULL,
    on_books BOOLEAN NOT NULL,
    level VARCHAR,
    village VARCHAR,
    worker VARCHAR,
    release_date DATE,
    period_end DATE,
    registered_on DATE,
    agreement_state VARCHAR,
    last_contact_on DATE,
    contact_due_on DATE,
    assess_due_on DATE,
    next_on DATE,
    next_what VARCHAR,
    completeness INTEGER NOT NULL,
    gaps BOOLEAN NOT NULL,
    PRIMARY KEY (case_id)
);

CREATE TABLE case_days (
    case_id INTEGER NOT NULL,
    days JSON NOT NULL,
    PRIMARY KEY (case_id)
);

CREATE TABLE cases (
    id INTEGER NOT NULL,
    client_id INTEGER NOT NULL,
    no VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    release_group VARCHAR,
    state VARCHAR NOT NULL,
    state_on DATE NOT NULL,
    contact_state VARCHAR,
    help_state VARCHAR,
    file_opened_on DATE,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    offences JSON,
    offence_class VARCHAR,
    court VARCHAR,
    judgment_no VARCHAR,
    judgment_date DATE,
    penalty_main VARCHAR,
    term VARCHAR,
    term_y INTEGER,
    term_m INTEGER,
    term_d INTEGER,
    penalty_extra JSON,
    term_start DATE,
    term_end DATE,
    term_changes JSON,
    custody_unit VARCHAR,
    custody_behaviour VARCHAR,
    custody_risk TEXT,
    minor_at_offence BOOLEAN,
    recidivist BOOLEAN,
    prior_count INTEGER,
    special_case JSON,
    release_type VARCHAR,
    release_date DATE,
    release_cert_no VARCHAR,
    police_controlled BOOLEAN,
    handover_date DATE,
    handover_route VARCHAR,
    handover_mode VARCHAR,
    level VARCHAR,
    period_start DATE,
    period_end DATE,
    responsible_worker VARCHAR,
    village VARCHAR,
    grid VARCHAR,
    live_police VARCHAR,
    beat_officer VARCHAR,
    beat_phone VARCHAR,
    privacy_notice_on DATE,
    privacy_notice_way VARCHAR,
    initial_wishes TEXT,
    remark TEXT,
    filled_by VARCHAR,
    reviewed_by VARCHAR,
    filled_on DATE, offence_first DATE, offence_last DATE, sealing_on DATE, sealing VARCHAR, sealing_ground VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(client_id) REFERENCES clients (id),
    CONSTRAINT uq_cases_no UNIQUE (no)
);

CREATE TABLE changes (
    id INTEGER NOT NULL,
    unit_id INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    case_id INTEGER,
    client_id INTEGER,
    "table" VARCHAR NOT NULL,
    "row" VARCHAR NOT NULL,
    "column" VARCHAR NOT NULL,
    old TEXT,
    new TEXT,
    old_hash BLOB,
    new_hash BLOB,
    PRIMARY KEY (id),
    FOREIGN KEY(unit_id) REFERENCES units (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE children (
    id INTEGER NOT NULL,
    owner_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    name VARCHAR,
    sex VARCHAR,
    age INTEGER,
    guardian VARCHAR,
    school VARCHAR,
    difficulty VARCHAR,
    help VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(owner_id) REFERENCES clients (id)
);

CREATE TABLE clients (
    id INTEGER NOT NULL,
    name VARCHAR,
    id_no VARCHAR,
    sex VARCHAR,
    birth_date DATE,
    ethnicity VARCHAR,
    education VARCHAR,
    marital VARCHAR,
    politics_now VARCHAR,
    politics_before VARCHAR,
    photo INTEGER,
    former_name VARCHAR,
    alias VARCHAR,
    nickname VARCHAR,
    id_type VARCHAR,
    id_other_no VARCHAR,
    birth_reason VARCHAR,
    id_unverified BOOLEAN,
    hukou_region VARCHAR,
    hukou_addr VARCHAR,
    hukou_type VARCHAR,
    hukou_police VARCHAR,
    live_region VARCHAR,
    live_addr VARCHAR,
    split_residence BOOLEAN,
    housing_state VARCHAR,
    phone VARCHAR,
    contact_other VARCHAR,
    emergency_name VARCHAR,
    emergency_relation VARCHAR,
    emergency_phone VARCHAR,
    health VARCHAR,
    special_disease JSON,
    disability_kind VARCHAR,
    disability_grade VARCHAR,
    disability_no VARCHAR,
    skills JSON,
    job_before VARCHAR,
    employer_before VARCHAR,
    employment VARCHAR,
    employer VARCHAR,
    employer_phone VARCHAR,
    schooling VARCHAR,
    income_source VARCHAR,
    income_band VARCHAR,
    family_economy VARCHAR,
    three_none BOOLEAN,
    relief_status JSON,
    insurance_pension VARCHAR,
    insurance_medical VARCHAR,
    insurance_jobless VARCHAR,
    insurance_injury VARCHAR,
    collective_member BOOLEAN,
    farmland VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(photo) REFERENCES attachments (id)
);

CREATE TABLE closings (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    "on" DATE NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    voided_at DATETIME,
    voided_by VARCHAR,
    void_reason TEXT,
    proposed_on DATE,
    summary TEXT,
    re_offence BOOLEAN,
    group_opinion TEXT,
    village_opinion TEXT,
    office_opinion TEXT,
    county_opinion TEXT,
    county_on DATE,
    notice_no VARCHAR,
    notice_on DATE,
    notice_way VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE contacts (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    "on" DATE NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    voided_at DATETIME,
    voided_by VARCHAR,
    void_reason TEXT,
    at DATETIME,
    until DATETIME,
    place VARCHAR,
    contact_type VARCHAR,
    workers JSON,
    companions JSON,
    met VARCHAR,
    behaviour VARCHAR,
    work VARCHAR,
    money VARCHAR,
    family VARCHAR,
    places VARCHAR,
    company VARCHAR,
    content TEXT,
    problems TEXT,
    wish TEXT,
    abnormal BOOLEAN,
    abnormal_detail TEXT,
    policy_told JSON,
    effect VARCHAR,
    next_step TEXT,
    next_due DATE,
    beat_officer VARCHAR, next_why VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE daybook_entries (
    id INTEGER NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    voided_at DATETIME,
    voided_by VARCHAR,
    void_reason TEXT,
    kind VARCHAR,
    "on" DATE,
    title VARCHAR,
    partner VARCHAR,
    number VARCHAR,
    place VARCHAR,
    who JSON,
    people INTEGER,
    hours INTEGER,
    what TEXT,
    reached JSON,
    amount INTEGER,
    purpose VARCHAR,
    fund VARCHAR,
    voucher VARCHAR,
    until DATE,
    done_on DATE,
    result TEXT,
    scan INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(scan) REFERENCES attachments (id)
);

CREATE TABLE drafts (
    id INTEGER NOT NULL,
    user VARCHAR NOT NULL,
    form VARCHAR NOT NULL,
    "values" JSON NOT NULL,
    saved_at DATETIME NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT uq_drafts UNIQUE (user, form)
);

CREATE TABLE dual_listings (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    "on" DATE NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    voided_at DATETIME,
    voided_by VARCHAR,
    void_reason TEXT,
    role VARCHAR,
    begun_on DATE,
    lead_office VARCHAR,
    assist_office VARCHAR,
    reason TEXT,
    lease VARCHAR,
    work_contract VARCHAR,
    other_proof VARCHAR,
    exchange_days INTEGER,
    approved_on DATE,
    opinion TEXT,
    ended_on DATE,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE escort_plans (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    "on" DATE NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    voided_at DATETIME,
    voided_by VARCHAR,
    void_reason TEXT,
    must_escort BOOLEAN,
    meet_at DATETIME,
    place VARCHAR,
    vehicle VARCHAR,
    workers JSON,
    relatives JSON,
    police JSON,
    village JSON,
    note TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE family_members (
    id INTEGER NOT NULL,
    owner_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    name VARCHAR,
    relation VARCHAR,
    birth_year INTEGER,
    employer VARCHAR,
    phone VARCHAR,
    together BOOLEAN,
    supports BOOLEAN,
    PRIMARY KEY (id),
    FOREIGN KEY(owner_id) REFERENCES clients (id)
);

CREATE TABLE file_items (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    "on" DATE NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    voided_at DATETIME,
    voided_by VARCHAR,
    void_reason TEXT,
    paper VARCHAR,
    title VARCHAR,
    attachment_id INTEGER,
    pages INTEGER,
    shelf VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(attachment_id) REFERENCES attachments (id),
    FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE file_lists (
    id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    made_on DATE NOT NULL,
    receiver VARCHAR,
    reason VARCHAR,
    first_by VARCHAR,
    first_on DATE,
    second_by VARCHAR,
    second_on DATE,
    done_on DATE,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE file_loans (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    borrower VARCHAR,
    unit VARCHAR,
    reason VARCHAR,
    lent_on DATE,
    due_on DATE,
    returned_on DATE,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE group_members (
    id INTEGER NOT NULL,
    owner_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    name VARCHAR,
    kind VARCHAR,
    role VARCHAR,
    sex VARCHAR,
    age INTEGER,
    post VARCHAR,
    phone VARCHAR,
    duty VARCHAR,
    pledge_on DATE,
    joined DATE,
    "left" DATE,
    left_reason VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(owner_id) REFERENCES help_groups (id)
);

CREATE TABLE handovers (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    "on" DATE NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    voided_at DATETIME,
    voided_by VARCHAR,
    void_reason TEXT,
    handover_date DATE,
    custody_unit VARCHAR,
    planned_at DATETIME,
    actual_at DATETIME,
    must_escort BOOLEAN,
    route VARCHAR,
    mode VARCHAR,
    workers JSON,
    relatives JSON,
    police JSON,
    village JSON,
    headcount INTEGER,
    vehicle VARCHAR,
    cost INTEGER,
    papers JSON,
    state_note TEXT,
    account TEXT,
    failed_reason VARCHAR,
    failed_action TEXT,
    remark TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE happenings (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    "on" DATE NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    voided_at DATETIME,
    voided_by VARCHAR,
    void_reason TEXT,
    kind VARCHAR,
    happened_on DATE,
    what TEXT,
    told_by VARCHAR,
    helps TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE help_groups (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    "on" DATE NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    voided_at DATETIME,
    voided_by VARCHAR,
    void_reason TEXT,
    formed_on DATE,
    remark TEXT, gap_reason TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE help_measures (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    "on" DATE NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    voided_at DATETIME,
    voided_by VARCHAR,
    void_reason TEXT,
    help VARCHAR,
    item VARCHAR,
    source VARCHAR,
    owner VARCHAR,
    department VARCHAR,
    began_on DATE,
    until DATE,
    state VARCHAR,
    ended_on DATE,
    result TEXT,
    amount INTEGER,
    reason TEXT,
    proof_scan INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(proof_scan) REFERENCES attachments (id),
    FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE help_plans (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    "on" DATE NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    voided_at DATETIME,
    voided_by VARCHAR,
    void_reason TEXT,
    made_on DATE,
    version INTEGER,
    aim TEXT,
    interval_days INTEGER,
    way VARCHAR,
    who VARCHAR,
    review TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE import_layouts (
    id INTEGER NOT NULL,
    fingerprint VARCHAR NOT NULL,
    mapping JSON NOT NULL,
    used_at DATETIME NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT uq_import_layouts UNIQUE (fingerprint)
);

CREATE TABLE import_rows (
    id INTEGER NOT NULL,
    import_id INTEGER NOT NULL,
    "row" INTEGER NOT NULL,
    verdict VARCHAR NOT NULL,
    accepted BOOLEAN NOT NULL,
    action VARCHAR NOT NULL,
    client_id INTEGER,
    case_id INTEGER,
    content VARCHAR NOT NULL,
    problems JSON,
    PRIMARY KEY (id),
    FOREIGN KEY(import_id) REFERENCES imports (id)
);

CREATE TABLE imports (
    id INTEGER NOT NULL,
    unit_id INTEGER NOT NULL,
    file_name VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,
    attachment_id INTEGER NOT NULL,
    sheet VARCHAR NOT NULL,
    header_first INTEGER NOT NULL,
    header_last INTEGER NOT NULL,
    width INTEGER NOT NULL,
    planned_on DATE NOT NULL,
    rows INTEGER NOT NULL,
    created INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    at DATETIME NOT NULL,
    "by" VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(attachment_id) REFERENCES attachments (id),
    FOREIGN KEY(unit_id) REFERENCES units (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE incidents (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    "on" DATE NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    voided_at DATETIME,
    voided_by VARCHAR,
    void_reason TEXT,
    at DATETIME,
    place VARCHAR,
    persons JSON,
    what TEXT,
    injury TEXT,
    police_called BOOLEAN,
    police_no VARCHAR,
    follow_up TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE inside_checks (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    "on" DATE NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    voided_at DATETIME,
    voided_by VARCHAR,
    void_reason TEXT,
    checked_on DATE,
    methods JSON,
    informants JSON,
    family_accepts VARCHAR,
    housing_plan VARCHAR,
    family_note TEXT,
    has_children BOOLEAN,
    children JSON,
    checker VARCHAR,
    next_step TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE instrument_texts (
    id INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT uq_instrument_texts UNIQUE (sha256)
);

CREATE TABLE internals (
    "key" VARCHAR NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY ("key")
);

CREATE TABLE issued_papers (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    "row" VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    code VARCHAR NOT NULL,
    template_id VARCHAR,
    pages INTEGER NOT NULL,
    attachment_id INTEGER NOT NULL,
    sha256 VARCHAR NOT NULL,
    why VARCHAR NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    scan_attachment_id INTEGER,
    returned_on DATE,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES cases (id),
    FOREIGN KEY(attachment_id) REFERENCES attachments (id),
    FOREIGN KEY(scan_attachment_id) REFERENCES attachments (id)
);

CREATE TABLE letters (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    "on" DATE NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    voided_at DATETIME,
    voided_by VARCHAR,
    void_reason TEXT,
    letter_type VARCHAR,
    help VARCHAR,
    receiver_kind VARCHAR,
    receiver VARCHAR,
    matter TEXT,
    papers JSON,
    consent_on DATE,
    consent_way VARCHAR,
    written_on DATE,
    signed_by VARCHAR,
    number VARCHAR,
    sent_on DATE,
    sent_way VARCHAR,
    reply_due DATE,
    replied_on DATE,
    reply_no VARCHAR,
    accepted BOOLEAN,
    reply_text TEXT,
    reply_scan INTEGER, wish_id INTEGER REFERENCES wishes (id),
    PRIMARY KEY (id),
    FOREIGN KEY(reply_scan) REFERENCES attachments (id),
    FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE listed_files (
    id INTEGER NOT NULL,
    list_id INTEGER NOT NULL,
    about_id INTEGER NOT NULL,
    no VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    closed_on DATE,
    keeping VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(list_id) REFERENCES file_lists (id),
    FOREIGN KEY(about_id) REFERENCES cases (id)
);

CREATE TABLE listed_names (
    id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    within VARCHAR,
    phone VARCHAR,
    position INTEGER NOT NULL,
    active BOOLEAN NOT NULL, contact VARCHAR, about VARCHAR, number INTEGER, until DATE,
    PRIMARY KEY (id)
);

CREATE TABLE merged_people (
    id INTEGER NOT NULL,
    client_id INTEGER NOT NULL,
    gone_client_id INTEGER NOT NULL,
    case_id INTEGER,
    gone_case_id INTEGER,
    no VARCHAR,
    id_no VARCHAR,
    name VARCHAR NOT NULL,
    person JSON NOT NULL,
    merged_on DATE NOT NULL,
    "by" VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(client_id) REFERENCES clients (id),
    FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE needs (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    "on" DATE NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    voided_at DATETIME,
    voided_by VARCHAR,
    void_reason TEXT,
    help VARCHAR,
    state VARCHAR,
    asked_on DATE,
    source VARCHAR,
    owner VARCHAR,
    until DATE,
    note TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE number_series (
    "key" VARCHAR NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY ("key")
);

CREATE TABLE outer_numbers (
    id INTEGER NOT NULL,
    owner_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    system VARCHAR,
    number VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(owner_id) REFERENCES clients (id)
);

CREATE TABLE outside_queries (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    "on" DATE NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    voided_at DATETIME,
    voided_by VARCHAR,
    void_reason TEXT,
    unit VARCHAR,
    unit_kind VARCHAR,
    received_on DATE,
    letter_no VARCHAR,
    ground VARCHAR,
    purpose TEXT,
    officers JSON,
    asked JSON,
    head VARCHAR,
    county VARCHAR,
    county_no VARCHAR,
    decision VARCHAR,
    decided_on DATE,
    opinion TEXT,
    answered JSON,
    answer_no VARCHAR,
    answered_on DATE,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE person_snapshots (
    case_id INTEGER NOT NULL,
    taken_on DATE NOT NULL,
    person JSON NOT NULL,
    PRIMARY KEY (case_id),
    FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE placements (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    "on" DATE NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    voided_at DATETIME,
    voided_by VARCHAR,
    void_reason TEXT,
    placed BOOLEAN,
    way VARCHAR,
    placed_from DATE,
    place VARCHAR,
    none_reason VARCHAR,
    remark TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE plan_items (
    id INTEGER NOT NULL,
    owner_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    need VARCHAR,
    aim VARCHAR,
    measure VARCHAR,
    owner VARCHAR,
    partner VARCHAR,
    until DATE,
    success_sign VARCHAR,
    state VARCHAR,
    result VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(owner_id) REFERENCES help_plans (id)
);

CREATE TABLE prison_meetings (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    "on" DATE NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    voided_at DATETIME,
    voided_by VARCHAR,
    void_reason TEXT,
    kind VARCHAR,
    applied_on DATE,
    visitors JSON,
    kinship_checked BOOLEAN,
    kinship_by VARCHAR,
    custody_unit VARCHAR,
    planned_at DATETIME,
    place VARCHAR,
    result VARCHAR,
    met_on DATE,
    account TEXT,
    worker VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE put_offs (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    "on" DATE NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    voided_at DATETIME,
    voided_by VARCHAR,
    void_reason TEXT,
    what VARCHAR,
    until DATE,
    reason VARCHAR,
    duty VARCHAR,
    about INTEGER,
    taken_up DATE,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE relief_applications (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    "on" DATE NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    voided_at DATETIME,
    voided_by VARCHAR,
    void_reason TEXT,
    kind VARCHAR,
    reason VARCHAR,
    detail TEXT,
    applied_on DATE,
    asked INTEGER,
    household JSON,
    income_month INTEGER,
    village_opinion TEXT,
    office_opinion TEXT,
    submitted_to VARCHAR,
    submitted_on DATE,
    decision VARCHAR,
    decided_on DATE,
    amount INTEGER,
    paid_on DATE,
    refusal_reason TEXT,
    next_step TEXT,
    proof_scan INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(proof_scan) REFERENCES attachments (id),
    FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE reoffences (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    "on" DATE NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    voided_at DATETIME,
    voided_by VARCHAR,
    void_reason TEXT,
    detained_on DATE,
    judged_on DATE,
    offences TEXT,
    penalty VARCHAR,
    court_paper VARCHAR,
    months_since_release INTEGER,
    level_then VARCHAR,
    lesson TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE report_profiles (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    file_name VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,
    attachment_id INTEGER NOT NULL,
    layout JSON NOT NULL,
    learned_at DATETIME NOT NULL,
    learned_by VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(attachment_id) REFERENCES attachments (id),
    CONSTRAINT uq_report_profiles UNIQUE (name, version)
);

CREATE TABLE report_runs (
    id INTEGER NOT NULL,
    profile_id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    period VARCHAR NOT NULL,
    period_label VARCHAR NOT NULL,
    start DATE NOT NULL,
    "end" DATE NOT NULL,
    version INTEGER NOT NULL,
    people INTEGER NOT NULL,
    file_name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    file_attachment INTEGER NOT NULL,
    snapshot INTEGER NOT NULL,
    snapshot_hash VARCHAR NOT NULL,
    book_end JSON,
    checks JSON NOT NULL,
    recipient VARCHAR NOT NULL,
    made_at DATETIME NOT NULL,
    made_by VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    delivered_on DATE,
    delivered_how VARCHAR,
    opinion VARCHAR, delivered_to VARCHAR, receipt_no VARCHAR, receipt_on DATE, purpose VARCHAR, whole_ids BOOLEAN, sealed VARCHAR, follows INTEGER REFERENCES report_runs (id), reason VARCHAR, returned_file INTEGER REFERENCES attachments (id), returned_on DATE, remarks JSON,
    PRIMARY KEY (id),
    FOREIGN KEY(file_attachment) REFERENCES attachments (id),
    FOREIGN KEY(profile_id) REFERENCES report_profiles (id),
    FOREIGN KEY(snapshot) REFERENCES attachments (id)
);

CREATE TABLE report_steps (
    id INTEGER NOT NULL,
    run_id INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    at DATETIME NOT NULL,
    "by" VARCHAR NOT NULL,
    note VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(run_id) REFERENCES report_runs (id)
);

CREATE TABLE report_terms (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    due VARCHAR,
    due_since DATE,
    purpose VARCHAR,
    recipient VARCHAR,
    full_ids BOOLEAN NOT NULL,
    full_by VARCHAR,
    full_at DATETIME,
    encrypt BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT uq_report_terms UNIQUE (name)
);

CREATE TABLE returned_pages (
    id INTEGER NOT NULL,
    file VARCHAR NOT NULL,
    at INTEGER NOT NULL,
    digest VARCHAR NOT NULL,
    attachment_id INTEGER NOT NULL,
    code VARCHAR,
    page INTEGER,
    damaged BOOLEAN NOT NULL,
    by_hand BOOLEAN NOT NULL,
    state VARCHAR NOT NULL,
    reason VARCHAR,
    taken_at DATETIME NOT NULL,
    taken_by VARCHAR NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(attachment_id) REFERENCES attachments (id)
);

CREATE TABLE searches (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    "on" DATE NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    voided_at DATETIME,
    voided_by VARCHAR,
    void_reason TEXT,
    tried_on DATE,
    way VARCHAR,
    asked VARCHAR,
    seen_on DATE,
    seen_where VARCHAR,
    letter_no VARCHAR,
    result TEXT,
    found BOOLEAN,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE settings (
    "key" VARCHAR NOT NULL,
    value JSON,
    PRIMARY KEY ("key")
);

CREATE TABLE stages (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    "on" DATE NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    reason VARCHAR,
    receiving_office VARCHAR,
    receipt_no VARCHAR,
    proof VARCHAR, cause VARCHAR, letter_no VARCHAR, sending_office VARCHAR, new_addr VARCHAR, left_open VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE templates (
    id INTEGER NOT NULL,
    paper VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    title VARCHAR NOT NULL,
    source TEXT NOT NULL,
    base VARCHAR NOT NULL,
    note TEXT,
    effective_from DATE,
    approver VARCHAR,
    approved_on DATE,
    number VARCHAR,
    lacking TEXT,
    sign_again BOOLEAN,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    ended_on DATE,
    ended_by VARCHAR,
    end_reason TEXT,
    PRIMARY KEY (id)
);

CREATE TABLE units (
    id INTEGER NOT NULL,
    label VARCHAR NOT NULL,
    case_id INTEGER,
    at DATETIME NOT NULL,
    "by" VARCHAR NOT NULL,
    why TEXT,
    undoes INTEGER,
    undone_by INTEGER,
    lasting BOOLEAN NOT NULL,
    first_seq INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE users (
    id INTEGER NOT NULL,
    name VARCHAR NOT NULL,
    roles JSON NOT NULL,
    active BOOLEAN NOT NULL,
    created_at DATETIME NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT uq_users_name UNIQUE (name)
);

CREATE TABLE verifications (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    "on" DATE NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    voided_at DATETIME,
    voided_by VARCHAR,
    void_reason TEXT,
    batch_no VARCHAR,
    source_unit VARCHAR,
    received_on DATE,
    due_on DATE,
    item_result JSON,
    methods JSON,
    informants JSON,
    family_accepts VARCHAR,
    housing_plan VARCHAR,
    work_plan VARCHAR,
    conditions TEXT,
    children JSON,
    suggest_escort BOOLEAN,
    suggest_reason TEXT,
    result VARCHAR,
    checked_on DATE,
    checker VARCHAR,
    second_checker VARCHAR,
    replied_on DATE,
    reply_no VARCHAR,
    reply_way VARCHAR,
    remark TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE whereabouts (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    "on" DATE NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    voided_at DATETIME,
    voided_by VARCHAR,
    void_reason TEXT,
    state VARCHAR,
    since DATE,
    until DATE,
    place VARCHAR,
    employer VARCHAR,
    call_name VARCHAR,
    call_phone VARCHAR,
    told_by VARCHAR,
    note TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE wish_steps (
    id INTEGER NOT NULL,
    owner_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    "on" DATE,
    act VARCHAR,
    unit VARCHAR,
    note VARCHAR,
    until DATE,
    "by" VARCHAR,
    PRIMARY KEY (id),
    FOREIGN KEY(owner_id) REFERENCES wishes (id)
);

CREATE TABLE wishes (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    "on" DATE NOT NULL,
    entered_at DATETIME NOT NULL,
    entered_by VARCHAR NOT NULL,
    voided_at DATETIME,
    voided_by VARCHAR,
    void_reason TEXT,
    wish_no VARCHAR,
    raised_on DATE,
    way VARCHAR,
    category VARCHAR,
    content TEXT,
    wanted TEXT,
    urgency VARCHAR,
    handler VARCHAR,
    answer TEXT,
    answered_on DATE,
    answer_way VARCHAR,
    outcome VARCHAR,
    satisfied VARCHAR,
    employer VARCHAR,
    post VARCHAR,
    words TEXT,
    evidence_note TEXT,
    evidence INTEGER,
    consent_on DATE,
    referred_to VARCHAR,
    referred_on DATE,
    replied_on DATE,
    reply TEXT,
    contact_id INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(case_id) REFERENCES cases (id),
    FOREIGN KEY(contact_id) REFERENCES contacts (id),
    FOREIGN KEY(evidence) REFERENCES attachments (id)
);

CREATE TABLE withheld_cards (
    case_id INTEGER NOT NULL,
    no VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    name_key VARCHAR NOT NULL,
    pinyin VARCHAR NOT NULL,
    initials VARCHAR NOT NULL,
    id_no VARCHAR,
    sex VARCHAR,
    birth_date DATE,
    state VARCHAR NOT NULL,
    on_books BOOLEAN NOT NULL,
    level VARCHAR,
    village VARCHAR,
    worker VARCHAR,
    release_date DATE,
    period_end DATE,
    registered_on DATE,
    agreement_state VARCHAR,
    last_contact_on DATE,
    contact_due_on DATE,
    assess_due_on DATE,
    next_on DATE,
    next_what VARCHAR,
    completeness INTEGER NOT NULL,
    gaps BOOLEAN NOT NULL,
    PRIMARY KEY (case_id)
);

CREATE INDEX ix_agreement_parties_owner ON agreement_parties (owner_id, position);

CREATE INDEX ix_agreements_case ON agreements (case_id, "on");

CREATE INDEX ix_agreements_newest ON agreements (case_id, id, voided_at, state, "on");

CREATE INDEX ix_agreements_pdf ON agreements (pdf) WHERE pdf IS NOT NULL;

CREATE INDEX ix_agreements_scan ON agreements (scan) WHERE scan IS NOT NULL;

CREATE INDEX ix_approvals_case ON approvals (case_id, "on");

CREATE INDEX ix_assessment_rounds_case ON assessment_rounds (case_id, "on");

CREATE INDEX ix_assessments_case ON assessments (case_id, "on");

CREATE INDEX ix_assessments_level ON assessments (case_id, "on", id, decided, effective_on, meeting_on, voided_at);

CREATE INDEX ix_attachments_digest ON attachments (digest);

CREATE INDEX ix_audit_object ON audit (object, seq);

CREATE INDEX ix_base_stays_case ON base_stays (case_id, "on");

CREATE INDEX ix_campaign_people_about ON campaign_people (about_id);

CREATE INDEX ix_campaign_people_campaign ON campaign_people (campaign_id, about_id);

CREATE INDEX ix_campaigns_ends ON campaigns (ends);

CREATE INDEX ix_cards_agreement ON case_cards (agreement_state, on_books, state, registered_on, case_id);

CREATE INDEX ix_cards_assess ON case_cards (on_books, assess_due_on, case_id);

CREATE INDEX ix_cards_coming ON case_cards (state, release_date, next_on, next_what, case_id);

CREATE INDEX ix_cards_completeness ON case_cards (completeness, case_id, state, level, village, worker, gaps);

CREATE INDEX ix_cards_ending ON case_cards (on_books, period_end, next_on, case_id);

CREATE INDEX ix_cards_files ON case_cards (on_books, completeness, release_date, case_id);

CREATE INDEX ix_cards_level ON case_cards (level, case_id, state, village, worker, gaps);

CREATE INDEX ix_cards_name ON case_cards (name_key, case_id, state, level, village, worker, gaps);

CREATE INDEX ix_cards_next ON case_cards (next_on, case_id, state, level, village, worker, gaps);

CREATE INDEX ix_cards_no ON case_cards (no, case_id, state, level, village, worker, gaps);

CREATE INDEX ix_cards_period ON case_cards (period_end, case_id, state, level, village, worker, gaps);

CREATE INDEX ix_cards_release ON case_cards (release_date, case_id, state, level, village, worker, gaps);

CREATE INDEX ix_cards_state ON case_cards (state, case_id, level, village, worker, gaps);

CREATE INDEX ix_cards_village ON case_cards (village, case_id, state, level, worker, gaps);

CREATE INDEX ix_cases_client ON cases (client_id);

CREATE INDEX ix_changes_case ON changes (case_id, seq);

CREATE INDEX ix_changes_client ON changes (client_id, seq);

CREATE INDEX ix_changes_row ON changes ("table", "row", seq);

CREATE INDEX ix_changes_seq ON changes (seq);

CREATE INDEX ix_changes_unit ON changes (unit_id);

CREATE INDEX ix_children_owner ON children (owner_id, position);

CREATE INDEX ix_clients_id_no ON clients (id_no);

CREATE INDEX ix_clients_name ON clients (name, birth_date);

CREATE INDEX ix_clients_photo ON clients (photo) WHERE photo IS NOT NULL;

CREATE INDEX ix_closings_case ON closings (case_id, "on");

CREATE INDEX ix_contacts_case ON contacts (case_id, "on");

CREATE INDEX ix_contacts_wish ON contacts ("on") WHERE wish IS NOT NULL;

CREATE INDEX ix_daybook_entries_on ON daybook_entries ("on", id);

CREATE INDEX ix_daybook_entries_scan ON daybook_entries (scan) WHERE scan IS NOT NULL;

CREATE INDEX ix_dual_listings_case ON dual_listings (case_id, "on");

CREATE INDEX ix_escort_plans_case ON escort_plans (case_id, "on");

CREATE INDEX ix_family_members_owner ON family_members (owner_id, position);

CREATE INDEX ix_file_items_attachment_id ON file_items (attachment_id) WHERE attachment_id IS NOT NULL;

CREATE INDEX ix_file_items_case ON file_items (case_id, "on");

CREATE INDEX ix_file_loans_case ON file_loans (case_id, id);

CREATE INDEX ix_file_loans_out ON file_loans (returned_on, due_on);

CREATE INDEX ix_group_members_owner ON group_members (owner_id, position);

CREATE INDEX ix_handovers_case ON handovers (case_id, "on");

CREATE INDEX ix_happenings_case ON happenings (case_id, "on");

CREATE INDEX ix_help_groups_case ON help_groups (case_id, "on");

CREATE INDEX ix_help_measures_case ON help_measures (case_id, "on");

CREATE INDEX ix_help_measures_proof_scan ON help_measures (proof_scan) WHERE proof_scan IS NOT NULL;

CREATE INDEX ix_help_plans_case ON help_plans (case_id, "on");

CREATE INDEX ix_import_rows_client ON import_rows (client_id);

CREATE INDEX ix_import_rows_content ON import_rows (content);

CREATE INDEX ix_import_rows_import ON import_rows (import_id, "row");

CREATE INDEX ix_imports_digest ON imports (digest);

CREATE INDEX ix_incidents_case ON incidents (case_id, "on");

CREATE INDEX ix_inside_checks_case ON inside_checks (case_id, "on");

CREATE INDEX ix_issued_papers_attachment_id ON issued_papers (attachment_id) WHERE attachment_id IS NOT NULL;

CREATE INDEX ix_issued_papers_case ON issued_papers (case_id, id);

CREATE INDEX ix_issued_papers_code ON issued_papers (code);

CREATE INDEX ix_issued_papers_row ON issued_papers ("row", version);

CREATE INDEX ix_issued_papers_scan_attachment_id ON issued_papers (scan_attachment_id) WHERE scan_attachment_id IS NOT NULL;

CREATE INDEX ix_letters_case ON letters (case_id, "on");

CREATE INDEX ix_letters_number ON letters (number);

CREATE INDEX ix_letters_reply_scan ON letters (reply_scan) WHERE reply_scan IS NOT NULL;

CREATE INDEX ix_letters_wish_id ON letters (wish_id);

CREATE INDEX ix_listed_files_about ON listed_files (about_id);

CREATE INDEX ix_listed_files_list ON listed_files (list_id, id);

CREATE INDEX ix_listed_names_kind ON listed_names (kind, position);

CREATE INDEX ix_merged_people_case ON merged_people (case_id);

CREATE INDEX ix_merged_people_client ON merged_people (client_id);

CREATE INDEX ix_merged_people_id_no ON merged_people (id_no);

CREATE INDEX ix_merged_people_no ON merged_people (no);

CREATE INDEX ix_needs_case ON needs (case_id, "on");

CREATE INDEX ix_outer_numbers_owner ON outer_numbers (owner_id, position);

CREATE INDEX ix_outside_queries_case ON outside_queries (case_id, "on");

CREATE INDEX ix_placements_case ON placements (case_id, "on");

CREATE INDEX ix_plan_items_owner ON plan_items (owner_id, position);

CREATE INDEX ix_prison_meetings_case ON prison_meetings (case_id, "on");

CREATE INDEX ix_put_offs_case ON put_offs (case_id, "on");

CREATE INDEX ix_put_offs_until ON put_offs (until, case_id);

CREATE INDEX ix_relief_applications_case ON relief_applications (case_id, "on");

CREATE INDEX ix_relief_applications_proof_scan ON relief_applications (proof_scan) WHERE proof_scan IS NOT NULL;

CREATE INDEX ix_reoffences_case ON reoffences (case_id, "on");

CREATE INDEX ix_report_runs_end ON report_runs ("end", made_at);

CREATE INDEX ix_report_runs_period ON report_runs (name, period, version);

CREATE INDEX ix_report_steps_run ON report_steps (run_id);

CREATE INDEX ix_returned_pages_attachment_id ON returned_pages (attachment_id) WHERE attachment_id IS NOT NULL;

CREATE INDEX ix_returned_pages_code ON returned_pages (code);

CREATE INDEX ix_returned_pages_digest ON returned_pages (digest);

CREATE INDEX ix_returned_pages_state ON returned_pages (state, id);

CREATE INDEX ix_searches_case ON searches (case_id, "on");

CREATE INDEX ix_stages_case ON stages (case_id, "on", id);

CREATE INDEX ix_stages_on ON stages ("on", case_id, state);

CREATE INDEX ix_templates_paper ON templates (paper, version);

CREATE INDEX ix_units_case ON units (case_id, id);

CREATE INDEX ix_units_last ON units (last_seq);

CREATE INDEX ix_verifications_case ON verifications (case_id, "on");

CREATE INDEX ix_whereabouts_case ON whereabouts (case_id, "on");

CREATE INDEX ix_wish_steps_owner ON wish_steps (owner_id, position);

CREATE INDEX ix_wishes_case ON wishes (case_id, "on");

CREATE INDEX ix_wishes_contact_id ON wishes (contact_id);

CREATE INDEX ix_wishes_evidence ON wishes (evidence) WHERE evidence IS NOT NULL;

CREATE INDEX ix_wishes_open ON wishes (answered_on, voided_at, raised_on, case_id);

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append only'); END;

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append only'); END;
