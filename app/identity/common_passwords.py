"""Passwords so common, here or anywhere, that a guesser tries them first.

In the form they are compared in: lower case, letters and digits only. Entries shorter than the
shortest password count too, because digits at the end are taken off before comparing.
"""

COMMON = frozenset(
    """
    password passwords passw0rd p4ssword p4ssw0rd pass katasandi katakunci sandi rahasia
    sangatrahasia sandirahasia rahasiasaya bukanrahasia passwordku passwordsaya sandisaya
    password1 password12 password123 password1234 passwordpassword rahasia123
    admin administrator adminadmin admin123 root superadmin superuser operator
    user username pengguna guest tamu test testing tester default changeme gantisaya
    gantipassword welcome selamatdatang letmein login masuk secret sekret topsecret
    qwerty qwertyuiop qwerty123 qwertyqwerty qwerty123456 qwertyui asdfghjkl asdfgh zxcvbnm
    zxcvbn qazwsx qazwsxedc 1qaz2wsx 1qaz2wsx3edc 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4
    q1w2e3r4t5 qwer1234 asdf1234 zaq12wsx abc abcd abcde abcdef abc123 abcd1234 abcdef123 a1b2c3d4
    a1b2c3d4e5 123qwe 123qweasd 123qweasdzxc qweasdzxc qweasd aaaaaa iloveyou ilovey0u iloveu
    aku akucintakamu akusayangkamu akucinta akusayang cintaku cinta sayang sayangku sayangkamu
    sayangmama sayangibu mamapapa papamama ayahibu ayahbunda bunda ibuku ayahku keluarga keluargaku
    keluargabahagia anakku istriku suamiku bismillah bismillahirrahmanirrahim alhamdulillah
    assalamualaikum assalamu subhanallah allahuakbar insyaallah masyaallah astaghfirullah
    muhammad allah yesus yesuskristus tuhanyesus halleluya haleluya puji tuhan pujituhan
    indonesia indonesiaraya indonesiaku merahputih garuda garudaku pancasila merdeka 17agustus
    17agustus1945 17081945 bhinnekatunggalika nusantara jakarta surabaya bandung semarang medan
    makassar yogyakarta palembang denpasar balikpapan samarinda kalimantan sulawesi sumatera papua
    asn pns pppk asnberakhlak berakhlak berakhlakbangga banggamelayani banggamelayanibangsa
    pegawai pegawainegeri pegawainegerisipil pemda pemkot pemkab pemprov pemerintah
    pemerintahkota pemerintahdaerah bkpsdm bkpsdmkota bkn lentera lenteraku siasn mysapk simpeg
    dinas kecamatan kelurahan puskesmas sekolah belajar pelatihan diklat elearning pembelajaran
    sukses suksesselalu semangat semangatpagi semoga bahagia selalu selalubahagia
    persib persija persebaya arema barcelona manchesterunited liverpool chelsea arsenal realmadrid
    juventus football baseball basketball superman batman spiderman pokemon naruto doraemon
    dragon monkey master shadow sunshine princess michael jordan jennifer charlie trustno1
    whatever starwars hello helloworld freedom computer internet samsung xiaomi android google
    facebook instagram whatsapp youtube gmail telkomsel indosat
    correcthorsebatterystaple thequickbrownfox
    """.split()
)
