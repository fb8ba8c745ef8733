"""Pairs of headlines in ten languages: two events that look alike, and one event told twice."""

from __future__ import annotations

# language, two headlines of two events: one action of two companies or places, or two doings of one
STRANGERS = (
    ("en", "Mt. Gox files for bankruptcy", "Sbarro files for bankruptcy"),
    ("en", "Apple releases iOS 7.1", "Apple releases a security fix for OS X"),
    ("en", "Boeing reports record quarterly profit", "Siemens reports record quarterly profit"),
    ("en", "Spotify raises subscription prices", "Netflix raises subscription prices"),
    ("en", "Wildfire near Paradise forces evacuations", "Flood near Houston forces evacuations"),
    ("en", "Salesforce to lay off 700 workers", "Intel to lay off 1,200 workers"),
    ("en", "Critical flaw in Ivanti VPN exploited in attacks", "Critical flaw in Zimbra mail exploited in attacks"),
    ("en", "Denmark bans phones in schools", "Brazil bans phones in schools"),
    ("en", "Mozilla fixes bug in Thunderbird", "Mozilla fixes bug in Firefox for Android"),
    ("en", "EU fines Meta over privacy", "EU fines TikTok over privacy"),
    ("en", "Amazon opens data centre in Aragon", "Amazon opens warehouse in Leipzig"),
    ("de", "Galeria meldet Insolvenz an", "Weltbild meldet Insolvenz an"),
    ("de", "Siemens streicht 3000 Stellen", "Continental streicht 3000 Stellen"),
    ("fr", "Casino annonce la suppression de 3 000 emplois", "Michelin annonce la suppression de 1 200 emplois"),
    ("fr", "Nantes : un incendie ravage un entrepôt", "Grenoble : un incendie ravage un entrepôt"),
    ("es", "Iberia cancela vuelos por la huelga", "Ryanair cancela vuelos por la niebla"),
    ("es", "Un incendio forestal obliga a evacuar Losacio", "Un incendio forestal obliga a evacuar Tarifa"),
    ("it", "Stellantis richiama la Panda", "Stellantis chiude lo stabilimento di Cassino"),
    ("it", "Incendio in un capannone a Brescia", "Incendio in un capannone a Foggia"),
    ("pt", "Explosão em fábrica de Cubatão deixa feridos", "Explosão em fábrica de Joinville deixa feridos"),
    ("nl", "Philips schrapt duizend banen", "Shell schrapt duizend banen"),
    ("nl", "Brand in flat in Almere", "Brand in flat in Zwolle"),
    ("ru", "Землетрясение произошло на Камчатке", "Землетрясение произошло в Турции"),
    ("ru", "Пожар на складе в Самаре потушен", "Пожар на складе в Ижевске потушен"),
    ("zh", "特斯拉下调汽车价格", "比亚迪下调汽车价格"),
    ("ja", "トヨタ自動車が新型カローラを発表", "日産自動車が新型リーフを発表"),
)

# language, two headlines of one event, each with details of its own
REPORTS = (
    ("en", "Mt. Gox files for bankruptcy in Tokyo", "Bitcoin exchange Mt. Gox seeks bankruptcy protection"),
    ("en", "Apple releases iOS 7.1 with CarPlay", "iOS 7.1 is out: CarPlay and faster iPhone 4"),
    ("en", "Boeing reports record quarterly profit", "Boeing profit hits record on jet deliveries"),
    ("en", "Wildfire near Paradise forces evacuations", "Thousands flee Paradise as wildfire spreads"),
    ("en", "Critical flaw in Ivanti VPN exploited in attacks", "CISA warns of Ivanti VPN attacks"),
    ("en", "Pfizer to buy biotech Metsera", "Pfizer agrees $7bn Metsera takeover in obesity push"),
    ("en", "Malaysia Airlines jet with 239 aboard vanishes", "Missing MH370: Malaysia Airlines plane carried 239"),
    ("en", "Norway's Prime Minister Resigns", "Norwegian prime minister Haugen resigns after ferry scandal"),
    ("de", "Volkswagen baut in Zwickau Stellen ab", "VW Zwickau: Volkswagen streicht Stellen"),
    ("de", "Siemens streicht 3000 Stellen in Erlangen", "Stellenabbau in Erlangen: Siemens streicht 3000 Jobs"),
    ("fr", "Renault dévoile la nouvelle Twingo", "La Twingo électrique de Renault dévoilée"),
    ("fr", "Nantes : un incendie ravage un entrepôt", "Un entrepôt détruit par un incendie à Nantes"),
    ("es", "Samsung presenta el Galaxy S27", "Galaxy S27: así es el nuevo móvil de Samsung"),
    ("es", "Un incendio forestal obliga a evacuar Losacio", "Losacio, evacuada por un incendio forestal"),
    ("it", "Stellantis chiude lo stabilimento di Cassino", "Cassino, Stellantis ferma lo stabilimento"),
    ("pt", "Explosão em fábrica de Cubatão deixa feridos", "Fábrica explode em Cubatão e fere trabalhadores"),
    ("nl", "Fietser overleden na aanrijding in Breda", "Dodelijke aanrijding in Breda: fietser overleden"),
    ("ru", "Пожар на складе в Самаре потушен", "В Самаре потушили пожар на складе"),
    ("zh", "特斯拉下调汽车价格", "特斯拉宣布汽车价格下调"),
    ("ja", "楽天が携帯料金を値上げ", "携帯料金、楽天モバイルが値上げへ"),
)
