"""Names of countries, regions and larger cities, folded. Enough to tell a place from an employer; a city
that is not here is still recognised beside its region ("Smalltown, OH")."""

from __future__ import annotations


def _names(block: str) -> frozenset[str]:
    return frozenset(name.strip() for name in " ".join(block.split()).split(",") if name.strip())


CODES = frozenset(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC "
    "ND OH OK OR PA RI SC SD TN TX UT "
    "VT VA WA WV WI WY DC PR AB BC MB NB NL NS NT NU ON PE QC SK YT ACT NSW NT QLD SA TAS VIC WA UK USA "
    "US UAE NZ EU".split()
)
"""Two and three letter codes of US states, Canadian provinces, Australian states and a few countries."""

COUNTRIES = _names("""
    afghanistan, albania, algeria, andorra, angola, argentina, armenia, australia, austria, azerbaijan,
    bahamas, bahrain, bangladesh, barbados, belarus, belgium, belize, benin, bhutan, bolivia, bosnia,
    bosnia and herzegovina, botswana, brazil, brunei, bulgaria, burkina faso, burundi, cambodia,
    cameroon, canada, chad, chile, china, colombia, congo, costa rica, croatia, cuba, cyprus, czechia,
    czech republic, denmark, dominican republic, ecuador, egypt, el salvador, england, eritrea, estonia,
    eswatini, ethiopia, fiji, finland, france, gabon, gambia, georgia, germany, ghana, great britain,
    greece, guatemala, guinea, guyana, haiti, honduras, hong kong, hungary, iceland, india, indonesia,
    iran, iraq, ireland, northern ireland, israel, italy, ivory coast, jamaica, japan, jordan,
    kazakhstan, kenya, kosovo, kuwait, laos, latvia, lebanon, lesotho, liberia, libya, lithuania,
    luxembourg, macau, madagascar, malawi, malaysia, maldives, mali, malta, mauritius, mexico, moldova,
    monaco, mongolia, montenegro, morocco, mozambique, myanmar, namibia, nepal, netherlands, the
    netherlands, new zealand, nicaragua, niger, nigeria, north macedonia, norway, oman, pakistan,
    palestine, panama, paraguay, peru, philippines, poland, portugal, puerto rico, qatar, romania,
    russia, rwanda, saudi arabia, scotland, senegal, serbia, sierra leone, singapore, slovakia,
    slovenia, somalia, south africa, south korea, korea, spain, sri lanka, sudan, sweden, switzerland,
    syria, taiwan, tanzania, thailand, tunisia, turkey, turkiye, uganda, ukraine, united arab emirates,
    united kingdom, united states, united states of america, uruguay, uzbekistan, venezuela, vietnam,
    wales, yemen, zambia, zimbabwe, u.k., u.s., u.s.a., u.a.e., uk, usa, uae, deutschland, osterreich,
    schweiz, frankreich, italien, spanien, polen, niederlande, belgien, grossbritannien, turkei,
    danemark, schweden, allemagne, autriche, suisse, belgique, italie, espagne, pays-bas, royaume-uni,
    etats-unis, maroc, algerie, tunisie, portugal, pologne, roumanie, espana, alemania, francia, italia,
    reino unido, estados unidos, paises bajos, suiza, mejico, germania, spagna, regno unito, svizzera,
    paesi bassi, duitsland, frankrijk, belgie, nederland, spanje, verenigd koninkrijk, polska, niemcy,
    francja, wielka brytania, holandia, wlochy, hiszpania, romania, franta, germania, marea britanie,
    olanda, anglia, brasil, alemanha, espanha, inglaterra, suica, holanda, angola, mocambique, europe,
    europa
""")

REGIONS = _names("""
    alabama, alaska, arizona, arkansas, california, colorado, connecticut, delaware, florida, hawaii,
    idaho, illinois, indiana, iowa, kansas, kentucky, louisiana, maine, maryland, massachusetts,
    michigan, minnesota, mississippi, missouri, montana, nebraska, nevada, new hampshire, new jersey,
    new mexico, north carolina, north dakota, ohio, oklahoma, oregon, pennsylvania, rhode island, south
    carolina, south dakota, tennessee, texas, utah, vermont, virginia, west virginia, wisconsin,
    wyoming, district of columbia, alberta, british columbia, manitoba, new brunswick, newfoundland,
    nova scotia, ontario, prince edward island, quebec, saskatchewan, yukon, new south wales,
    queensland, south australia, tasmania, victoria, western australia, northern territory,
    bedfordshire, berkshire, buckinghamshire, cambridgeshire, cheshire, cornwall, cumbria, derbyshire,
    devon, dorset, durham, county durham, east sussex, essex, gloucestershire, greater london, greater
    manchester, hampshire, herefordshire, hertfordshire, kent, lancashire, leicestershire, lincolnshire,
    merseyside, norfolk, northamptonshire, northumberland, north yorkshire, nottinghamshire,
    oxfordshire, rutland, shropshire, somerset, south yorkshire, staffordshire, suffolk, surrey, tyne
    and wear, warwickshire, west midlands, west sussex, west yorkshire, wiltshire, worcestershire,
    yorkshire, east yorkshire, east riding of yorkshire, isle of wight, isle of man, fife, lothian,
    midlothian, aberdeenshire, highland, gwynedd, powys, dyfed, gwent, county antrim, county down,
    county cork, county kerry, county galway, leinster, munster, connacht, ulster, baden-wurttemberg,
    bayern, bavaria, berlin, brandenburg, bremen, hamburg, hessen, mecklenburg-vorpommern,
    niedersachsen, nordrhein-westfalen, rheinland-pfalz, saarland, sachsen, sachsen-anhalt,
    schleswig-holstein, thuringen, tirol, steiermark, karnten, salzburg, ile-de-france, bretagne,
    normandie, occitanie, nouvelle-aquitaine, grand est, hauts-de-france, provence, auvergne,
    rhone-alpes, auvergne-rhone-alpes, pays de la loire, alsace, cataluna, catalunya, catalonia,
    andalucia, galicia, pais vasco, comunidad de madrid, castilla y leon, canarias, aragon, asturias,
    murcia, lombardia, lazio, toscana, tuscany, piemonte, veneto, emilia-romagna, campania, sicilia,
    sicily, puglia, liguria, sardegna, sardinia, noord-holland, zuid-holland, noord-brabant, utrecht,
    gelderland, limburg, overijssel, vlaanderen, flanders, wallonie, mazowieckie, malopolskie, slaskie,
    wielkopolskie, dolnoslaskie, pomorskie, ilfov, cluj, timis, brasov county, minas gerais, parana, rio
    grande do sul, bahia, santa catarina, algarve, andhra pradesh, assam, bihar, delhi ncr, goa,
    gujarat, haryana, himachal pradesh, jharkhand, karnataka, kerala, madhya pradesh, maharashtra,
    odisha, punjab, rajasthan, tamil nadu, telangana, uttar pradesh, uttarakhand, west bengal, gauteng,
    western cape, kwazulu-natal, lagos state, sindh, metro manila, bay area, san francisco bay area,
    silicon valley, greater boston, greater boston area, new england, pacific northwest, midlands, east
    midlands, east anglia, home counties, south east, north west, south wales, north wales, channel
    islands, jersey, guernsey, gibraltar, scottish borders
""")

CITIES = _names("""
    new york, new york city, nyc, brooklyn, queens, bronx, manhattan, staten island, los angeles,
    chicago, houston, phoenix, philadelphia, san antonio, san diego, dallas, austin, san jose,
    jacksonville, fort worth, columbus, charlotte, indianapolis, san francisco, seattle, denver,
    washington, washington dc, washington d.c., boston, nashville, el paso, detroit, oklahoma city,
    portland, las vegas, memphis, louisville, baltimore, milwaukee, albuquerque, tucson, fresno,
    sacramento, mesa, kansas city, atlanta, omaha, colorado springs, raleigh, miami, long beach,
    virginia beach, oakland, minneapolis, tulsa, tampa, arlington, new orleans, wichita, bakersfield,
    cleveland, aurora, anaheim, honolulu, santa ana, riverside, corpus christi, lexington, stockton, st.
    louis, st louis, saint louis, st. paul, st paul, saint paul, henderson, pittsburgh, cincinnati,
    anchorage, greensboro, plano, newark, lincoln, orlando, irvine, toledo, jersey city, chula vista,
    durham, fort wayne, st. petersburg, laredo, buffalo, madison, lubbock, chandler, reno, glendale,
    scottsdale, norfolk, winston-salem, irving, chesapeake, fremont, baton rouge, richmond, boise, san
    bernardino, spokane, birmingham, rochester, des moines, modesto, fayetteville, tacoma, oxnard,
    fontana, montgomery, moreno valley, shreveport, little rock, akron, augusta, grand rapids, salt lake
    city, huntsville, mobile, knoxville, worcester, providence, chattanooga, fort lauderdale, santa
    clara, mountain view, palo alto, menlo park, cupertino, sunnyvale, los gatos, redmond, bellevue,
    cambridge, berkeley, pasadena, santa monica, santa barbara, santa cruz, syracuse, albany, dayton,
    savannah, charleston, columbia, hartford, new haven, stamford, ann arbor, lansing, boulder, fort
    collins, provo, eugene, salem, tallahassee, gainesville, sarasota, naples, west palm beach, boca
    raton, burlington, manchester, concord, topeka, cheyenne, billings, sioux falls, fargo, bismarck,
    hoboken, princeton, white plains, long island, college station, waco, amarillo, frisco, round rock,
    tempe, gilbert, bend, spokane valley, olympia, toronto, montreal, vancouver, calgary, edmonton,
    ottawa, winnipeg, quebec city, hamilton, halifax, mississauga, brampton, surrey, burnaby, saskatoon,
    regina, kitchener, waterloo, kelowna, st. john's, london, manchester, leeds, glasgow, liverpool,
    sheffield, edinburgh, bristol, cardiff, belfast, leicester, coventry, bradford, nottingham, hull,
    newcastle, newcastle upon tyne, sunderland, brighton, hove, plymouth, wolverhampton, stoke-on-trent,
    derby, southampton, portsmouth, york, swansea, aberdeen, dundee, inverness, oxford, reading, luton,
    milton keynes, northampton, norwich, ipswich, exeter, cheltenham, gloucester, bath, bournemouth,
    poole, preston, blackpool, bolton, bury, salford, stockport, rochdale, oldham, wigan, warrington,
    chester, lancaster, carlisle, middlesbrough, stockton-on-tees, darlington, gateshead, huddersfield,
    halifax, wakefield, harrogate, keighley, doncaster, rotherham, barnsley, lincoln, peterborough,
    colchester, chelmsford, southend-on-sea, canterbury, maidstone, guildford, croydon, slough, watford,
    stevenage, swindon, worcester, hereford, shrewsbury, telford, walsall, dudley, solihull, nuneaton,
    rugby, newport, wrexham, bangor, lisburn, derry, londonderry, newry, perth, stirling, falkirk,
    paisley, dublin, cork, galway, limerick, waterford, kilkenny, sligo, sydney, melbourne, brisbane,
    adelaide, canberra, hobart, darwin, gold coast, newcastle, wollongong, geelong, cairns, townsville,
    ballarat, bendigo, auckland, wellington, christchurch, hamilton, dunedin, tauranga, queenstown,
    brunswick, coburg, parramatta, berlin, hamburg, munchen, munich, koln, cologne, frankfurt, frankfurt
    am main, stuttgart, dusseldorf, dortmund, essen, leipzig, bremen, dresden, hannover, hanover,
    nurnberg, nuremberg, duisburg, bochum, wuppertal, bielefeld, bonn, munster, karlsruhe, mannheim,
    augsburg, wiesbaden, gelsenkirchen, monchengladbach, braunschweig, chemnitz, kiel, aachen, halle,
    magdeburg, freiburg, krefeld, lubeck, mainz, erfurt, rostock, kassel, potsdam, saarbrucken,
    ludwigshafen, oldenburg, osnabruck, heidelberg, darmstadt, paderborn, regensburg, ingolstadt,
    wurzburg, ulm, heilbronn, wolfsburg, gottingen, erlangen, jena, trier, konstanz, friedrichshafen,
    tubingen, passau, bamberg, bayreuth, wien, vienna, graz, linz, innsbruck, klagenfurt, zurich, genf,
    geneve, geneva, basel, bern, lausanne, luzern, winterthur, st. gallen, lugano, zug, paris,
    marseille, lyon, toulouse, nice, nantes, montpellier, strasbourg, bordeaux, lille, rennes, reims, le
    havre, saint-etienne, toulon, grenoble, dijon, angers, nimes, villeurbanne, clermont-ferrand, le
    mans, aix-en-provence, brest, tours, amiens, limoges, annecy, perpignan, metz, besancon, orleans,
    rouen, mulhouse, caen, nancy, argenteuil, montreuil, saint-denis, boulogne-billancourt, versailles,
    la rochelle, pau, poitiers, bruxelles, brussels, antwerpen, antwerp, gent, ghent, charleroi, liege,
    brugge, bruges, namur, leuven, luxembourg, madrid, barcelona, valencia, sevilla, seville, zaragoza,
    malaga, murcia, palma, palma de mallorca, las palmas, bilbao, alicante, cordoba, valladolid, vigo,
    gijon, granada, la coruna, a coruna, vitoria, pamplona, san sebastian, santander, salamanca, burgos,
    toledo, cadiz, tarragona, girona, lleida, roma, rome, milano, milan, napoli, torino, turin, palermo,
    genova, genoa, bologna, firenze, florence, bari, catania, venezia, venice, verona, messina, padova,
    padua, trieste, brescia, parma, modena, reggio emilia, perugia, livorno, ravenna, cagliari, rimini,
    ferrara, bergamo, trento, vicenza, pisa, siena, amsterdam, rotterdam, den haag, the hague, utrecht,
    eindhoven, groningen, tilburg, almere, breda, nijmegen, arnhem, haarlem, enschede, amersfoort,
    apeldoorn, den bosch, 's-hertogenbosch, zwolle, leiden, maastricht, delft, dordrecht, zoetermeer,
    hilversum, warszawa, warsaw, krakow, cracow, lodz, wroclaw, poznan, gdansk, szczecin, bydgoszcz,
    lublin, bialystok, katowice, gdynia, czestochowa, radom, torun, sosnowiec, kielce, rzeszow, gliwice,
    zabrze, olsztyn, bielsko-biala, opole, zielona gora, bucuresti, bucharest, cluj-napoca, timisoara,
    iasi, constanta, craiova, brasov, galati, ploiesti, oradea, braila, arad, pitesti, sibiu, bacau,
    targu mures, baia mare, buzau, suceava, lisboa, lisbon, porto, braga, coimbra, faro, funchal,
    setubal, aveiro, sao paulo, rio de janeiro, brasilia, salvador, fortaleza, belo horizonte, manaus,
    curitiba, recife, porto alegre, campinas, florianopolis, copenhagen, kobenhavn, aarhus, odense,
    stockholm, goteborg, gothenburg, malmo, uppsala, oslo, bergen, trondheim, helsinki, tampere, espoo,
    turku, reykjavik, tallinn, riga, vilnius, kaunas, prague, praha, brno, bratislava, budapest,
    belgrade, zagreb, ljubljana, sarajevo, skopje, sofia, plovdiv, athens, thessaloniki, istanbul,
    ankara, izmir, kyiv, kiev, lviv, odesa, kharkiv, minsk, moscow, saint petersburg, chisinau, tbilisi,
    yerevan, baku, mumbai, bombay, delhi, new delhi, bangalore, bengaluru, hyderabad, chennai, kolkata,
    pune, ahmedabad, jaipur, surat, lucknow, kanpur, nagpur, indore, kochi, thiruvananthapuram,
    trivandrum, coimbatore, chandigarh, gurgaon, gurugram, noida, bhopal, visakhapatnam, vadodara,
    mysore, mangalore, karachi, lahore, islamabad, rawalpindi, faisalabad, dhaka, chittagong, colombo,
    kathmandu, beijing, shanghai, shenzhen, guangzhou, hangzhou, chengdu, nanjing, wuhan, hong kong,
    taipei, tokyo, osaka, kyoto, yokohama, nagoya, seoul, busan, singapore, kuala lumpur, penang,
    jakarta, bandung, surabaya, bali, manila, quezon city, makati, cebu, cebu city, davao, bangkok,
    chiang mai, hanoi, ho chi minh city, saigon, phnom penh, yangon, dubai, abu dhabi, sharjah, doha,
    riyadh, jeddah, kuwait city, manama, muscat, amman, beirut, tel aviv, jerusalem, haifa, cairo,
    alexandria, casablanca, rabat, marrakech, tunis, algiers, lagos, abuja, ibadan, port harcourt, kano,
    accra, kumasi, nairobi, mombasa, kampala, dar es salaam, kigali, addis ababa, lusaka, harare,
    gaborone, johannesburg, cape town, durban, pretoria, port elizabeth, bloemfontein, windhoek, maputo,
    luanda, dakar, abidjan, mexico city, ciudad de mexico, guadalajara, monterrey, puebla, tijuana,
    cancun, bogota, medellin, cali, barranquilla, lima, arequipa, quito, guayaquil, caracas, santiago,
    santiago de chile, valparaiso, buenos aires, rosario, mendoza, montevideo, asuncion, la paz, santa
    cruz de la sierra, panama city, san juan, havana, kingston, santo domingo, guatemala city, san
    salvador, tegucigalpa, managua
""")
