"""Section headings in nine languages, and the words that tell what an unknown one is about."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a section is about. OTHER sections are kept verbatim."""

    HEADER = "header"
    CONTACT = "contact"
    SUMMARY = "summary"
    EXPERIENCE = "experience"
    EDUCATION = "education"
    SKILLS = "skills"
    PROJECTS = "projects"
    CERTIFICATIONS = "certifications"
    LINKS = "links"
    REFERENCES = "references"
    OTHER = "other"


HEADINGS: dict[Kind, str] = {
    Kind.CONTACT: """
        contact | contacts | contact information | contact details | contact info | personal information
        | personal details | personal data | personal info | details | my details | get in touch | how
        to reach me | say hello | reach me | find me | kontakt | kontaktdaten | persönliche daten |
        persönliche angaben | angaben zur person | zur person | coordonnées | informations personnelles
        | état civil | datos personales | información personal | contacto | información de contacto |
        datos de contacto | dati personali | informazioni personali | contatti | recapiti | persoonlijke
        gegevens | personalia | contactgegevens | dane osobowe | dane kontaktowe | date personale |
        informații personale | date de contact | dados pessoais | informações pessoais | contato |
        contactos | contato pessoal
    """,
    Kind.SUMMARY: """
        summary | professional summary | career summary | executive summary | summary of qualifications
        | profile | my profile | professional profile | personal profile | career profile | personal
        statement | personal summary | about | about me | objective | career objective | professional
        objective | job objective | employment objective | career goal | career goals | overview |
        professional overview | career overview | introduction | who i am | bio | biography | statement
        | mission | qualifications summary | summary of experience | candidate profile | executive
        profile | value proposition | profil | kurzprofil | über mich | zusammenfassung | profil
        personnel | à propos | à propos de moi | résumé du profil | profil professionnel | objectif |
        objectif professionnel | accroche | perfil | perfil profesional | resumen | resumen profesional
        | sobre mí | objetivo | objetivo profesional | acerca de mí | profilo | profilo professionale |
        obiettivo | chi sono | su di me | sintesi | profiel | persoonlijk profiel | samenvatting | over
        mij | doelstelling | podsumowanie | podsumowanie zawodowe | profil zawodowy | o mnie | cel
        zawodowy | rezumat | profil profesional | despre mine | obiectiv | obiectiv profesional | sobre
        mim | perfil profissional | resumo | resumo profissional | sumário | objetivo profissional
    """,
    Kind.EXPERIENCE: """
        experience | work experience | professional experience | employment | employment history | work
        history | career history | career | employment experience | relevant experience | relevant work
        experience | job history | professional background | professional history | professional career
        | career experience | industry experience | appointments | academic appointments | professional
        appointments | positions held | positions | work | teaching experience | research experience |
        clinical experience | nursing experience | legal experience | military experience | military
        service | military career | military history | service history | internships | internship
        experience | internship | additional experience | other experience | other employment | earlier
        career | early career | previous experience | previous employment | prior experience | earlier
        experience | earlier roles | previous roles | recent experience | recent roles | selected
        experience | key experience | leadership experience | management experience | technical
        experience | sales experience | field experience | culinary experience | kitchen experience |
        restaurant experience | hospitality experience | trade experience | site experience | work
        background | employment record | experience and achievements | career summary and experience |
        career to date | paid employment | non academic experience | industrial experience | classroom
        experience | counseling experience | consulting experience | academic experience | academic
        positions | faculty appointments | university experience | freelance experience | freelance work
        | contract work | contract experience | roles | current role | jobs | current employment |
        current position | employment summary | employment details | work experiences | professional
        experiences | experience summary | where i have worked | where ive worked | what ive been up to
        | what ive done | my journey | the story so far | places ive worked | places i have worked |
        work placements | placements | pupillage and practice | stages | places ive cooked | kitchens |
        practice | practising experience | berufserfahrung | berufspraxis | beruflicher werdegang |
        berufliche erfahrung | berufliche erfahrungen | berufliche laufbahn | praktische erfahrung |
        praktika | arbeitserfahrung | werdegang | berufliche stationen | berufstätigkeit | expérience
        professionnelle | expériences professionnelles | expérience | expériences | parcours
        professionnel | parcours | expérience de travail | stages et emplois | emplois | experiencia
        profesional | experiencia laboral | experiencia | trayectoria profesional | historial laboral |
        prácticas | esperienza professionale | esperienze professionali | esperienza lavorativa |
        esperienze lavorative | esperienza | esperienze | percorso professionale | tirocini |
        werkervaring | ervaring | loopbaan | professionele ervaring | arbeidsverleden | stages en werk |
        doświadczenie zawodowe | doświadczenie | przebieg kariery | historia zatrudnienia | praktyki |
        przebieg pracy zawodowej | experiență profesională | experiența profesională | experiență |
        experiența | experiență în muncă | parcurs profesional | stagii | experiência profissional |
        experiência | experiências profissionais | percurso profissional | histórico profissional |
        estágios
    """,
    Kind.EDUCATION: """
        education | education and training | educational background | academic background | academic
        qualifications | qualifications | academic history | academic record | academic education |
        education and qualifications | educational qualifications | educational history | education
        history | formal education | academic credentials | schooling | studies | degrees | training and
        education | education training | where i learned it | where i learned | where i studied | school
        | education and credentials | education and certifications | education and professional
        development | academic training | education and academic background | training and
        qualifications | qualifications and training | academic profile | education and honors |
        education and awards | education and certification | education certifications | academic details
        | academics | educational details | scholastic record | scholastics | education and licenses |
        education and licensure | military education and training | military education | civilian
        education | culinary education | legal education | ausbildung | bildungsweg | schulbildung |
        studium | akademische ausbildung | bildung | hochschulausbildung | schule | ausbildung und
        studium | studium und ausbildung | schulische ausbildung | berufsausbildung | akademischer
        werdegang | formation | formations | études | diplômes | formation académique | parcours
        scolaire | formation et diplômes | scolarité | diplômes et formations | cursus | educación |
        formación | formación académica | estudios | formación y estudios | titulación | educación y
        formación | istruzione | istruzione e formazione | formazione | titoli di studio | studi |
        percorso di studi | opleiding | opleidingen | onderwijs | studie | opleiding en training |
        scholing | wykształcenie | edukacja | edukacja i szkolenia | educație | educația | studii |
        educație și formare | formare | pregătire | educație și studii | formação | formação acadêmica |
        formação académica | educação | escolaridade | habilitações literárias | habilitações académicas
        | educação e formação
    """,
    Kind.SKILLS: """
        skills | technical skills | key skills | core skills | professional skills | core competencies |
        key competencies | competencies | competences | core competences | key competences | areas of
        expertise | expertise | skills and abilities | skill set | skillset | skills summary | summary
        of skills | technologies | technical expertise | technical proficiencies | technical
        competencies | proficiencies | computer skills | it skills | software skills | software | tools
        | tools and technologies | highlights | skill highlights | skills and tools | skills and
        expertise | skills and technologies | key strengths | strengths | core strengths | core
        qualifications | abilities | capabilities | technical knowledge | knowledge | additional skills
        | other skills | hard skills | soft skills | relevant skills | clinical skills | trade skills |
        technical summary | technical profile | tech stack | stack | skills profile | skills and awards
        | skills and interests | skills and languages | languages and skills | stuff i know | what i
        know | what i do | what im good at | top skills | specialties | specialities | specialisms |
        skills and competencies | culinary skills | legal skills | teaching skills | language and
        technical skills | technical and language skills | skills and certifications | kenntnisse |
        fähigkeiten | kompetenzen | kenntnisse und fähigkeiten | edv kenntnisse | it kenntnisse |
        fachkenntnisse | besondere kenntnisse | technische kenntnisse | weitere kenntnisse |
        qualifikationen | sprachen und kenntnisse | compétences | compétences techniques | compétences
        clés | compétences professionnelles | savoir faire | informatique | compétences informatiques |
        compétences et langues | langues et informatique | outils | habilidades | competencias |
        aptitudes | conocimientos | habilidades técnicas | conocimientos técnicos | conocimientos
        informáticos | informática | competencias clave | destrezas | competenze | competenze tecniche |
        capacità e competenze | capacità | conoscenze informatiche | competenze informatiche |
        competenze professionali | abilità | vaardigheden | competenties | kennis | kennis en
        vaardigheden | computervaardigheden | umiejętności | umiejetnosci techniczne | kompetencje |
        kluczowe umiejętności | znajomość technologii | technologie | competențe | competențe tehnice |
        abilități | aptitudini | aptitudini și competențe | cunoștințe | competențe digitale |
        competențe profesionale | competências | habilidades e competências | aptidões | conhecimentos |
        competências técnicas | habilidades técnicas e comportamentais
    """,
    Kind.PROJECTS: """
        projects | personal projects | selected projects | key projects | academic projects | side
        projects | notable projects | project experience | technical projects | relevant projects |
        project work | portfolio | open source | open source projects | things ive built | things ive
        made | stuff ive built | stuff i made | what ive built | major projects | university projects |
        course projects | research projects | freelance projects | project highlights | selected work |
        project portfolio | projekte | ausgewählte projekte | eigene projekte | projets | projets
        personnels | projets académiques | réalisations et projets | proyectos | proyectos personales |
        progetti | progetti personali | projecten | projekty | projekty własne | proiecte | proiecte
        personale | projetos | projetos pessoais | projectos
    """,
    Kind.CERTIFICATIONS: """
        certifications | certification | certificates | certificate | licenses | licences | licensure |
        licenses and certifications | licences and certifications | certifications and licenses |
        certifications and licences | licensure and certifications | certificates and licenses |
        certifications licenses | licenses certifications | professional certifications | credentials |
        professional qualifications | professional licenses | professional development | training |
        trainings | courses | training and certifications | certifications and training | certificates
        and training | training and certificates | courses and certifications | licenses and
        certificates | registrations | registration | professional registration | registration and
        mandatory training | registrations and licences | tickets | tickets and licences | licences and
        tickets | certificates and courses | courses and certificates | continuing education | mandatory
        training | cpd | continuing professional development | courses and training | training and
        courses | bar admissions | admissions | bar admission | admission | accreditations |
        accreditation | professional training | additional training | online courses | certifications
        and credentials | certifications and courses | military training | tickets and cards | cards and
        tickets | professional licenses and certifications | technical certifications | industry
        certifications | qualifications and licences | zertifikate | zertifizierungen | weiterbildung |
        weiterbildungen | fortbildungen | fortbildung | zusatzqualifikationen | weiterbildungen und
        zertifikate | lizenzen | zertifikate und weiterbildungen | seminare | certificats | formations
        complémentaires | habilitations | certificaciones | certificados | cursos | cursos y
        certificaciones | formación complementaria | certificaciones y cursos | certificazioni |
        certificati | corsi | corsi e certificazioni | attestati | certificaten | certificeringen |
        cursussen | cursussen en certificaten | certyfikaty | kursy | szkolenia | kursy i certyfikaty |
        szkolenia i certyfikaty | kursy i szkolenia | certificări | certificate și cursuri | cursuri |
        certificari si cursuri | certificate | certificações | certificados e cursos | cursos e
        certificações | formação complementar | formações
    """,
    Kind.LINKS: """
        links | profiles | online | social | social media | online presence | websites | web | social
        profiles | find me online | elsewhere | social links | online profiles | liens | profile und
        links | enlaces | link utili | linki | linkuri | redes | social networks
    """,
    Kind.REFERENCES: """
        references | referees | reference | professional references | character references | referee |
        referenzen | références | referencias | referenze | referenties | referencje | referințe |
        referências | recommendations | references available on request | references available upon
        request | references on request | referees available on request
    """,
    Kind.OTHER: """
        languages | language skills | language | awards | honors | honours | honors and awards | awards
        and honors | awards and recognition | awards and honours | honours and awards | awards and
        achievements | achievements and awards | scholarships | grants | fellowships | grants and
        fellowships | recognition | achievements | accomplishments | key achievements | key
        accomplishments | selected achievements | career highlights | career achievements | career
        accomplishments | notable achievements | major achievements | publications | selected
        publications | peer reviewed publications | papers | patents | patents and publications |
        publications and patents | presentations | conference presentations | talks | invited talks |
        speaking | speaking engagements | conferences | exhibitions | selected exhibitions |
        performances | media | press | interests | hobbies | hobbies and interests | interests and
        hobbies | personal interests | other interests | activities | activities and interests |
        interests and activities | extracurricular activities | extra curricular activities |
        extracurriculars | volunteering | volunteer | volunteer experience | volunteer work | voluntary
        work | voluntary experience | community service | community involvement | community | community
        engagement | service | professional service | service and outreach | outreach | affiliations |
        professional affiliations | memberships | professional memberships | associations | professional
        associations | membership | additional information | additional details | other information |
        other | also | miscellaneous | further information | personal | notes | availability | notice
        period | right to work | work authorization | work eligibility | visa status | security
        clearance | clearance | clearances | citizenship | driving licence | teaching | courses taught |
        teaching and supervision | supervision | research | research interests | research areas |
        teaching interests | coursework | relevant coursework | leadership | leadership and activities |
        campus involvement | military | selected matters | representative matters | representative
        transactions | deal sheet | deals | cases | notable cases | key matters | selected cases |
        selected clients | key clients | clients | audit and service improvement | quality improvement |
        audits | sports | professional activities | event | events | signature dishes | decorations |
        medals | awards and decorations | medals and awards | service medals | strengths and weaknesses
        | testimonials | declaration | professional interests | career break | career breaks | selected
        credits | credits | productions | theses supervised | committee work | committees | board
        memberships | board positions | board service | boards | equipment | vehicles | gaps |
        inventions | press and media | sprachen | sprachkenntnisse | interessen | hobbys | hobbies und
        interessen | auszeichnungen | ehrenamt | ehrenamtliches engagement | engagement | publikationen
        | veröffentlichungen | vorträge | patente | mitgliedschaften | sonstiges | sonstige kenntnisse |
        weiteres | stipendien | führerschein | persönliches | langues | langues étrangères | centres d
        intérêt | intérêts | loisirs | bénévolat | publications scientifiques | distinctions | divers |
        prix | centres d intérêts | activités | vie associative | permis | idiomas | lenguas | intereses
        | aficiones | publicaciones | voluntariado | premios | otros | otros datos | otros datos de
        interés | logros | información adicional | premios y reconocimientos | lingue | lingue straniere
        | competenze linguistiche | conoscenze linguistiche | interessi | pubblicazioni | volontariato |
        premi | altro | patente | hobby | premi e riconoscimenti | altre informazioni | ulteriori
        informazioni | talen | talenkennis | interesses | hobby s | vrijwilligerswerk | publicaties |
        prijzen | overig | overige | nevenactiviteiten | rijbewijs | języki | języki obce | znajomość
        języków | zainteresowania | hobby i zainteresowania | publikacje | nagrody | wolontariat |
        osiągnięcia | dodatkowe informacje | inne | prawo jazdy | limbi | limbi străine | limbi vorbite
        | interese | hobby uri | pasiuni | publicații | voluntariat | premii | realizări | alte
        informații | informații suplimentare | permis de conducere | línguas | publicações | prêmios |
        prémios | outros | atividades | conquistas | realizações | informações adicionais | carta de
        condução | certificações e prêmios
    """,
}
DOCUMENT_TITLES = """
    curriculum vitae | resume | cv | lebenslauf | curriculum | hoja de vida | życiorys | résumé |
    currículo | vita | curriculum vitæ | tabellarischer lebenslauf | europass | europass curriculum
    vitae | my resume | my cv
"""
"""What a resume may be called."""
TELLING = {
    Kind.EXPERIENCE: "experience|experiences|employment|appointments|erfahrung|berufserfahrung|expérience|"
    "expériences|experiencia|esperienza|esperienze|ervaring|"
    "werkervaring|doświadczenie|experiență|experiența|experiência",
    Kind.EDUCATION: "education|academic|ausbildung|studium|formation|educación|istruzione|opleiding|"
    "wykształcenie|educație|educação|qualifications",
    Kind.SKILLS: "skills|competencies|expertise|proficiencies|kenntnisse|fähigkeiten|compétences|"
    "habilidades|competencias|competenze|vaardigheden|"
    "umiejętności|competențe|competências|technologies",
    Kind.PROJECTS: "projects|projekte|projets|proyectos|progetti|projecten|projekty|proiecte|projetos",
    Kind.CERTIFICATIONS: "certifications|certificates|certification|licenses|licences|licensure|"
    "accreditations|zertifikate|certificats|certificaciones|"
    "certificazioni|certificaten|certyfikaty|certificări|certificações",
    Kind.SUMMARY: "summary|profile|objective|profil|perfil|profilo",
    Kind.REFERENCES: "references|referees|referenzen|références|referencias",
}
"""Words that tell the kind of a heading that the table does not have."""
